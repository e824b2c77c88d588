"""Accounts and addresses -> stores: the passwords, the discovery, what earlier runs remember.

One object for one run: it holds the logins that are open and the memories that the next run wants to have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from followup_cal.accounts import Account, Reference, refer
from followup_cal.credentials import find_password
from followup_cal.entries import Goal
from followup_cal.errors import UsageProblem
from followup_cal.places import ADDRESSES, Reached
from followup_cal.stores.caldav.address import host_of
from followup_cal.stores.caldav.discovery import Question, discover
from followup_cal.stores.caldav.home import Calendar, Home, choose, dump, home_key, load
from followup_cal.stores.caldav.login import open_session
from followup_cal.stores.caldav.providers import Provider, provider_of
from followup_cal.stores.caldav.session import Session
from followup_cal.stores.caldav.store import CalDavCalendar
from followup_cal.stores.feed import Feed
from followup_cal.stores.opening import Opened

# For so long the calendars of an account are taken for known; one that is missed is looked for at once.
FRESH = timedelta(days=1)


class Connections:
    """Opens accounts and feeds.

    Args:
        accounts: those of the configuration.
        presets: all known providers.
        environ: where passwords may stand.
        memories: what the stores of earlier runs remembered, by location; read only.
        employers: domains of the present employer, whose calendars are not written to unasked.
        now: tells what is remembered from what is out of date.
        confirm: asked before a server in a foreign domain gets the password.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        presets: tuple[Provider, ...],
        environ: Mapping[str, str],
        memories: Mapping[str, Any],
        employers: Sequence[str] = (),
        *,
        now: datetime,
        confirm: Callable[[Question], bool],
    ) -> None:
        self._accounts = accounts
        self._presets = presets
        self._environ = environ
        self._before = memories
        self._employers = employers
        self._now = now
        self._confirm = confirm
        self._found: dict[str, str] = {}
        self._asked: set[str] = set()
        self._logins: dict[str, tuple[Session, Home]] = {}
        self._stores: dict[str, CalDavCalendar | Feed] = {}
        self._addresses: tuple[str, ...] = ()

    def reach(self, typed: str, *, as_target: bool = False) -> Reached | None:
        """What a name means: the calendars of an account, or a feed; None where it is neither.

        Raises:
            UsageProblem: the account has no such calendar.
            Unreachable: there is no way to it, or the login was refused.
        """
        reference = refer(typed, self._accounts)
        if reference is not None:
            return self._account(reference, as_target=as_target)
        if typed.lower().startswith(ADDRESSES):
            return Reached((self._feed(typed),), {})
        return None

    @property
    def addresses(self) -> tuple[str, ...]:
        """The user's own addresses, as the accounts and their servers know them."""
        return self._addresses

    @property
    def requests(self) -> int:
        """How many HTTP requests were sent."""
        feeds = sum(store.requests for store in self._stores.values() if isinstance(store, Feed))
        return feeds + sum(session.requests for session, _ in self._logins.values())

    @property
    def memories(self) -> dict[str, Any]:
        """What the next run wants to have: what was remembered before, renewed by this run."""
        homes = {
            home_key(account): {"found": self._found[account.name], **dump(home)} for account, home in self._homes()
        }
        kept = {location: store.memory for location, store in self._stores.items()}
        return {**self._before, **homes, **{location: memory for location, memory in kept.items() if memory}}

    def close(self) -> None:
        """Logs out everywhere."""
        for session, _ in self._logins.values():
            session.close()
        for store in self._stores.values():
            if isinstance(store, Feed):
                store.close()

    def _homes(self) -> list[tuple[Account, Home]]:
        return [(account, self._logins[account.name][1]) for account in self._accounts if account.name in self._logins]

    def _account(self, reference: Reference, *, as_target: bool) -> Reached:
        account = reference.account
        provider = provider_of(account, self._presets)
        session, home = self._login(account, provider)
        if account.name not in self._asked and not _knows(account, home, reference):
            home = self._look_around(account, provider, session)
        chosen = _chosen(account, home, reference, as_target=as_target)
        events = _pick(account, home, (account.events_to,))[0] if account.events_to and not as_target else None
        goals = {}
        others = []
        for item in chosen:
            event_place = events or _event_place(item, chosen, reference)
            task_place = _tasks(account, provider, home, event_place)
            goals[item.url] = Goal(
                event_place.url if "VEVENT" in event_place.components else None, task_place.url if task_place else None
            )
            others += [place for place in (event_place, task_place) if place]
        opened = [self._opened(account, provider, session, item) for item in (*chosen, *others)]
        return Reached(tuple(opened[: len(chosen)]), goals, tuple(opened[len(chosen) :]))

    def _login(self, account: Account, provider: Provider) -> tuple[Session, Home]:
        if account.name not in self._logins:
            session = open_session(account, find_password(account, self._environ))
            home, found = self._remembered(account)
            try:
                if home is not None and _is_fresh(found, self._now):
                    self._settle(account, session, home, found)
                else:
                    self._look_around(account, provider, session)
            except BaseException:
                session.close()
                raise
        return self._logins[account.name]

    def _look_around(self, account: Account, provider: Provider, session: Session) -> Home:
        """Asks the server what calendars there are; a foreign one that was agreed to is not asked about again."""
        before, _ = self._remembered(account)
        places = (before.principal, *before.homes, *(item.url for item in before.calendars)) if before else ()
        agreed = {host_of(place) for place in places}
        home = discover(
            session,
            account,
            provider,
            self._presets,
            confirm=lambda question: question.foreign in agreed or self._confirm(question),
        )
        self._asked.add(account.name)
        self._settle(account, session, home, self._now.isoformat())
        return home

    def _remembered(self, account: Account) -> tuple[Home | None, str]:
        """What an earlier run found, and when."""
        data = self._before.get(home_key(account))
        return load(data), str(data.get("found")) if isinstance(data, Mapping) else ""

    def _settle(self, account: Account, session: Session, home: Home, found: str) -> None:
        for place in (*home.homes, *(item.url for item in home.calendars)):
            session.trust(place)
        self._logins[account.name] = session, home
        self._found[account.name] = found
        own = (*home.addresses, account.email or "")
        self._addresses = tuple(dict.fromkeys((*self._addresses, *(item.lower() for item in own if "@" in item))))

    def _opened(self, account: Account, provider: Provider, session: Session, calendar: Calendar) -> Opened:
        store = self._stores.get(calendar.url)
        if store is None:
            store = CalDavCalendar(
                session,
                calendar.url,
                f"{account.name}/{calendar.name}",
                components=calendar.components,
                read_only=calendar.read_only,
                memory=self._before.get(calendar.url),
                tokens=provider.can("sync-token"),
            )
            self._stores[calendar.url] = store
        return Opened(store, calendar.url, caution=caution(account, calendar, self._employers))

    def _feed(self, typed: str) -> Opened:
        location = Feed(typed).location
        feed = self._stores.setdefault(location, Feed(typed, memory=self._before.get(location)))
        return Opened(feed, location)


def caution(account: Account, calendar: Calendar, employers: Sequence[str]) -> str:
    """Why the user has to agree before a calendar is written to; empty where that need not be, or was said before."""
    if calendar.name in account.may_write or calendar.segment in account.may_write:
        return ""
    if calendar.foreign:
        return "is shared or belongs to somebody else"
    addresses = (account.user, account.email or "")
    domains = (host_of(calendar.url), *(address.rpartition("@")[2].lower() for address in addresses))
    own = [item for item in employers if any(name == item or name.endswith(f".{item}") for name in domains)]
    return f"is at your present employer ({own[0]}), where others may read it" if own else ""


def _is_fresh(found: str, now: datetime) -> bool:
    try:
        return timedelta() <= now - datetime.fromisoformat(found) < FRESH
    except (TypeError, ValueError):
        return False


def _knows(account: Account, home: Home, reference: Reference) -> bool:
    """Whether what is remembered answers everything that is asked."""
    named = [name for name in (reference.calendar, account.events_to, account.tasks_to) if name]
    choice = choose(home.calendars, [*account.calendars, *named])
    return bool(choice.calendars) and not choice.missing


def _chosen(account: Account, home: Home, reference: Reference, *, as_target: bool) -> tuple[Calendar, ...]:
    if reference.calendar:
        return _pick(account, home, (reference.calendar,))
    if as_target and account.events_to:
        return _pick(account, home, (account.events_to,))
    chosen = _pick(account, home, account.calendars)
    return _writable(chosen)[:1] or chosen if as_target else chosen


def _event_place(source: Calendar, chosen: Sequence[Calendar], reference: Reference) -> Calendar:
    """Where the events of a calendar go: back to it, or beside it where it is a subscription among others."""
    if not source.read_only or reference.calendar:
        return source
    return next((item for item in _writable(chosen) if not item.foreign), source)


def _pick(account: Account, home: Home, names: Sequence[str], component: str = "VEVENT") -> tuple[Calendar, ...]:
    choice = choose(home.calendars, names, component)
    there = ", ".join(item.name for item in home.calendars) or "none"
    if choice.missing:
        raise UsageProblem(
            f"The account {account.name} has no calendar {choice.missing[0]!r}.", f"Its calendars are: {there}."
        )
    if choice.ambiguous:
        same = [item.segment for item in home.calendars if item.name.casefold() == choice.ambiguous[0].casefold()]
        raise UsageProblem(
            f"Several calendars of the account {account.name} are called {choice.ambiguous[0]!r}.",
            f"Name one by the last part of its address: {', '.join(same)}.",
        )
    if not choice.calendars:
        raise UsageProblem(f"The account {account.name} has no calendar for events.", f"Its calendars are: {there}.")
    return choice.calendars


def _writable(calendars: Sequence[Calendar]) -> tuple[Calendar, ...]:
    return tuple(item for item in calendars if not item.read_only)


def _tasks(account: Account, provider: Provider, home: Home, events: Calendar) -> Calendar | None:
    """Where tasks go: as configured, else the calendar of the events, else the first that takes them."""
    if account.tasks_to:
        return _pick(account, home, (account.tasks_to,), "VTODO")[0]
    if provider.events_only:
        return None
    takers = [item for item in _writable(home.calendars) if "VTODO" in item.components and not item.foreign]
    return events if "VTODO" in events.components else next(iter(takers), None)
