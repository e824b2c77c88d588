"""A request -> a run, with everything it depends on loaded and the connections it uses."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from followup_cal import cache
from followup_cal.config import APP, Config
from followup_cal.data import Shelf
from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.library import load_library
from followup_cal.places import ADDRESSES, Connector, Local, open_places
from followup_cal.run import Run
from followup_cal.stores.opening import Opened

STATE = "FOLLOWUP_CAL_STATE"
NO_CALENDAR = "Name an .ics file or a folder of them, or set `sources` in the configuration."


def state_path() -> Path:
    """Where the state file is: FOLLOWUP_CAL_STATE, else the platform's folder for such things."""
    from platformdirs import user_state_path

    return Path(os.environ.get(STATE) or user_state_path(APP) / "state.json")


def nobody(_: str) -> bool:
    """The answer to every question where nobody can be asked: no."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run is asked to do.

    Attributes:
        now: the moment it is; aware. Nothing here reads the clock.
        sources: calendars to read: an account or calendar of the configuration (`work`, `work/Interviews`), the path
            of an .ics file or of a folder of them, or the address of a feed. Empty for those of the configuration.
        config: who the user is and what they decided.
        to: where the follow-ups go, named like a source; None for what the configuration says, else for the default
            of each source.
        in_place: single .ics files may be changed.
        read_only: those of the sources that are not to be written to; their follow-ups go to `to`.
        state: the file that remembers what was written; by default the one the command line uses, so that both know
            the same. None to leave no traces on this machine.
        confirm: asked, with a sentence, before a password goes to another domain and before a calendar of somebody
            else is written to; by default the answer is no.
        force: do what looks unsafe.
        again: write what the user deleted or had removed, too.
        everything: look at every event, whatever words it holds: slower, finds the same.

    Raises:
        ValueError: `now` is naive.
    """

    now: datetime
    sources: tuple[str | os.PathLike[str], ...] = ()
    config: Config = field(default_factory=Config)
    to: str | os.PathLike[str] | None = None
    in_place: bool = False
    read_only: tuple[str | os.PathLike[str], ...] = ()
    state: Path | None = field(default_factory=state_path)
    confirm: Callable[[str], bool] = nobody
    force: bool = False
    again: bool = False
    everything: bool = False

    def __post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("`now` must be an aware datetime: it has no UTC offset")

    @property
    def cache(self) -> Path | None:
        """Where stores keep their memories: beside the state file."""
        return self.state.with_name("cache.json") if self.state else None


def start(request: Request) -> Session:
    """Prepares a run.

    Raises:
        ConfigProblem, UsageProblem, Unreachable: with everything that is wrong.
    """
    config = request.config
    shelf = Shelf(config.folder)
    typed = tuple(os.fspath(source) for source in request.sources)
    named = typed or config.sources or tuple(account.name for account in config.accounts)
    if not named:
        raise UsageProblem("No calendar was named.", NO_CALENDAR)
    library = load_library(shelf, config.cadence)
    target = os.fspath(request.to) if request.to else config.to
    connections = connect(request, shelf, (*named, *((target,) if target else ())))
    try:
        spared = {os.fspath(source) for source in request.read_only}
        places = open_places(named, target, connections, in_place=request.in_place, read_only=spared)
    except BaseException:
        connections.close()
        raise
    addresses = (*config.profile.addresses, *connections.addresses)
    run = Run(
        places=places,
        config=replace(config, profile=replace(config.profile, addresses=addresses)),
        library=library,
        now=request.now,
        state_path=request.state,
        everything=request.everything,
        force=request.force,
        again=request.again,
    )
    return Session(run, connections, request)


@dataclass(frozen=True, slots=True)
class Session:
    """A run, the connections it uses, and the request it came from."""

    run: Run
    connections: Connector
    request: Request

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connections.close()

    def keep_memories(self) -> None:
        """Saves what the stores want to remember, unless the run is to leave no traces."""
        if self.request.cache is not None and self.connections.memories:
            cache.save(self.request.cache, self.connections.memories)

    def permit(self, places: Sequence[Opened]) -> None:
        """Sees to it that places may be written to.

        Raises:
            Unreachable: one of them is read-only.
            UsageProblem: one is shared or somebody else's, and nobody agreed to write to it.
        """
        for place in places:
            refusal = f"{place.store.name} is not to be written to" if place.read_only else place.store.refusal
            if refusal:
                raise Unreachable(f"{refusal.rstrip('.')}.", "Name another target with --to.")
            question = f"{place.store.name} is shared or belongs to somebody else. Write to it?"
            if place.foreign and not self.request.confirm(question):
                raise UsageProblem(
                    f"{place.store.name} is shared or belongs to somebody else; nothing was written.",
                    "Name another target with --to, or say yes at a terminal.",
                )


def connect(request: Request, shelf: Shelf, named: Sequence[str]) -> Connector:
    """Prepares the way to accounts and feeds, where any of the names may need one; nothing is sent yet.

    Raises:
        ConfigProblem: the data of the providers have mistakes.
    """
    accounts = request.config.accounts
    if not accounts and not any(name.lower().startswith(ADDRESSES) for name in named):
        return Local()
    from followup_cal.connecting import Connections
    from followup_cal.stores.caldav.providers import parse_providers

    sheet = shelf.sheet("providers.toml")
    return Connections(
        accounts,
        parse_providers(sheet.text, sheet.origin),
        os.environ,
        cache.load(request.cache),
        now=request.now,
        confirm=lambda question: request.confirm(str(question)),
    )
