"""A request -> a run, with everything it depends on loaded and the connections it uses."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from followup_cal import cache
from followup_cal.config import Config
from followup_cal.data import Shelf
from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.folders import state_path
from followup_cal.library import load_library
from followup_cal.locking import alone
from followup_cal.model import Application
from followup_cal.places import ADDRESSES, Connector, Local, open_places
from followup_cal.run import Run
from followup_cal.stores.opening import Opened
from followup_cal.watching import Progress, watched

CACHE = "cache.json"
NAMES = "names.json"
APPLICATIONS = "applications"
NO_CALENDAR = "Name an .ics file or a folder of them, or set `sources` in the configuration."


def remembered_applications(state: Path) -> list[str]:
    """The applications of the last run that kept this state file: what `mark` may mean."""
    names = cache.load(state.with_name(NAMES)).get(APPLICATIONS)
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def nobody(_: str) -> bool:
    """The answer to every question where nobody can be asked: no."""
    return False


def forget(_: str) -> None:
    """What becomes of a yes where nothing is to be written down."""


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
        state: the file that remembers what was written, beside which a lock keeps two writing runs apart; by default
            the one the command line uses, so that both know the same. None to leave no traces on this machine.
        confirm: asked, with a sentence, before a password goes to another domain and before a calendar is written to
            that others may read; by default the answer is no.
        remember: told the name of a calendar once the user agreed to have it written to.
        force: do what looks unsafe.
        again: write what the user deleted or had removed, too.
        refresh: write untouched entries as they would be written today, with the templates and words of now.
        everything: look at every event, whatever words it holds: slower, finds the same.
        progress: makes a context that is entered for as long as a server is asked for something, given a few words on
            what it is and a function that tells how many HTTP requests were sent; None to be told nothing.

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
    remember: Callable[[str], None] = forget
    force: bool = False
    again: bool = False
    refresh: bool = False
    everything: bool = False
    progress: Progress | None = None

    def __post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("`now` must be an aware datetime: it has no UTC offset")

    @property
    def cache(self) -> Path | None:
        """Where stores keep their memories: beside the state file."""
        return self.state.with_name(CACHE) if self.state else None


def start(request: Request, *, writes: bool = False) -> Session:
    """Prepares a run.

    Args:
        request: what it is asked to do.
        writes: calendars may be changed, so no other run may be at work meanwhile.

    Raises:
        ConfigProblem, UsageProblem, Unreachable: with everything that is wrong.
        Locked: another run is at work.
    """
    config = request.config
    shelf = Shelf(config.folder)
    typed = tuple(os.fspath(source) for source in request.sources)
    named = typed or config.sources or tuple(account.name for account in config.accounts)
    if not named:
        raise UsageProblem("No calendar was named.", NO_CALENDAR)
    library = load_library(shelf, config.cadence)
    if config.profile.language:
        library.templates.check(config.profile.language)
    target = os.fspath(request.to) if request.to else config.to
    spared = {os.fspath(source) for source in request.read_only}
    with ExitStack() as stack:
        if writes and request.state is not None:
            stack.enter_context(alone(request.state.with_name("lock")))
        connections = connect(request, shelf, (*named, *((target,) if target else ())))
        stack.callback(connections.close)
        places = open_places(named, target, connections, in_place=request.in_place, read_only=spared)
        ending = stack.pop_all()
    addresses = (*config.profile.addresses, *connections.addresses)
    run = Run(
        places=watched(places, connections, request.progress) if request.progress else places,
        config=replace(config, profile=replace(config.profile, addresses=addresses)),
        library=library,
        now=request.now,
        state_path=request.state,
        everything=request.everything,
        force=request.force,
        again=request.again,
        refresh=request.refresh,
    )
    return Session(run, connections, request, ending)


@dataclass(frozen=True, slots=True)
class Session:
    """A run, the connections it uses, the request it came from, and what has to be let go of at its end."""

    run: Run
    connections: Connector
    request: Request
    ending: ExitStack
    _agreed: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.close()

    def keep_memories(self, applications: Sequence[Application] = ()) -> None:
        """Saves what the stores want to remember, unless the run is to leave no traces.

        Args:
            applications: what `mark` may be asked about next; their names complete what is typed then.
        """
        if self.request.state is None or self.request.cache is None:
            return
        if self.connections.memories:
            cache.save(self.request.cache, self.connections.memories)
        names = [application.key for application in applications]
        if names and names != remembered_applications(self.request.state):
            # Who cannot keep them has to type them.
            with suppress(OSError):
                cache.save(self.request.state.with_name(NAMES), {APPLICATIONS: names})

    def permit(self, places: Sequence[Opened]) -> None:
        """Sees to it that places may be written to.

        Raises:
            Unreachable: one of them is read-only.
            UsageProblem: one is shared or an employer's, and nobody agreed to write to it.
        """
        for place in places:
            name = place.store.name
            refusal = f"{name} is not to be written to" if place.read_only else place.store.refusal
            if refusal:
                raise Unreachable(f"{refusal.rstrip('.')}.", "Name another target with --to.")
            if not place.caution or name in self._agreed:
                continue
            if not self.request.confirm(f"{name} {place.caution}. Write to it?"):
                raise UsageProblem(
                    f"{name} {place.caution}; nothing was written.",
                    "Name another target with --to, or say yes at a terminal: that is remembered.",
                )
            self._agreed.add(name)
            self.request.remember(name)


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
        request.config.profile.employers,
        now=request.now,
        confirm=lambda question: request.confirm(str(question)),
    )
