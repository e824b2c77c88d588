"""Two computers and a person at one calendar at the same time, in an order that is known: nobody acts but in a turn.

A computer takes a turn with every request it sends, or with every file it opens. Before any of its turns others may
act: the person, or the other computer, which has turns of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from dav.proxy import Quirk, Reply, Request, proxy
from dav.servers import USER
from followup_cal import Config, Planning, Profile, Result, sync
from followup_cal import Request as Order
from followup_cal.config import parse_config
from hands.places import Place, ServerPlace

Act = Callable[[], object]
NOW = datetime(2026, 11, 17, 8, tzinfo=ZoneInfo("America/New_York"))
ROBIN = Profile(names=("Robin Adeyemi",), addresses=("robin@adeyemi.example",), timezone="America/New_York")


@dataclass
class Turns:
    """What others do before the turns of a computer: number of the turn, counted from 1 -> what."""

    acts: dict[int, Act] = field(default_factory=dict)
    taken: int = 0

    def take(self) -> None:
        """One turn."""
        self.taken += 1
        act = self.acts.pop(self.taken, None)
        if act is not None:
            act()

    def rest(self) -> None:
        """What was to happen before turns that did not come happens now."""
        while self.acts:
            self.acts.pop(min(self.acts))()


@dataclass
class OneByOne(Quirk):
    """A turn with every request; the next one is sent when this one is answered."""

    computer: Computer
    lock: Any = field(default_factory=Lock)

    def before(self, request: Request) -> Reply:
        with self.lock:
            self.computer.turns.take()
            return request.upstream.send(request)


@dataclass
class Computer:
    """A computer on which the tool is installed, with a state file of its own.

    Attributes:
        turns: of the run that is going on.
        taken: how many turns the last run took.
    """

    config: Config
    sources: tuple[str, ...]
    state: Path
    turns: Turns = field(default_factory=Turns)
    taken: int = 0

    def sync(self, acts: Mapping[int, Act] | None = None, now: datetime = NOW) -> Result:
        """A run, and what others do meanwhile."""
        before, self.turns = self.turns, Turns(dict(acts or {}))
        with _at_work(self):
            result = sync(Order(now=now, sources=self.sources, config=self.config, in_place=True, state=self.state))
        mine, self.turns = self.turns, before
        self.taken = mine.taken
        mine.rest()
        return result


_WORKING: list[Computer | None] = []


@contextmanager
def _at_work(computer: Computer | None) -> Iterator[None]:
    """Files that are opened meanwhile are opened by this computer; by None: by the person, who has no turns."""
    _WORKING.append(computer)
    try:
        yield
    finally:
        _WORKING.pop()


def by_hand(act: Act) -> Act:
    """What the person does."""

    def done() -> None:
        with _at_work(None):
            act()

    return done


@contextmanager
def computers(place: Place, folder: Path, count: int, patch: Any) -> Iterator[list[Computer]]:
    """Computers that share one calendar.

    Args:
        place: the calendar.
        folder: where they keep their state files.
        count: how many.
        patch: pytest's monkeypatch.
    """
    with ExitStack() as stack:
        made = []
        for number in range(count):
            state = folder / str(number) / "state.json"
            if isinstance(place, ServerPlace):
                front = stack.enter_context(proxy(place.server))
                made.append(Computer(_account(front.server.url), (place.arguments[0],), state))
                front.quirks.append(OneByOne(made[-1]))
            else:
                made.append(Computer(_account(""), (place.arguments[0],), state))
        if not isinstance(place, ServerPlace):
            _watch_files(Path(place.arguments[0]), patch)
        yield made


def _account(url: str) -> Config:
    if not url:
        return Config(profile=ROBIN, planning=Planning(country="US"), cadence="quiet")
    text = f'[accounts.work]\nurl = "{url}"\nusername = "{USER}"\npassword_env = "DAV_PASSWORD"\nallow_http = true\n'
    accounts = parse_config(text, "config.toml").accounts
    return Config(profile=ROBIN, planning=Planning(country="US"), cadence="quiet", accounts=accounts)


def _watch_files(calendar: Path, patch: Any) -> None:
    """A turn with every file of the calendar that is opened, drafts of new ones as well."""
    opened = Path.open

    def in_turn(self: Path, *arguments: Any, **options: Any) -> Any:
        computer = _WORKING[-1] if _WORKING else None
        if computer is not None and self.is_relative_to(calendar.parent):
            computer.turns.take()
        return opened(self, *arguments, **options)

    patch.setattr(Path, "open", in_turn)
