"""Finds who is logged in and which calendars there are (RFC 6764, 6; RFC 5397; RFC 4791, 6.2.1).

The caldav package's own discovery is not used: with servers that answer strangers, too (Cyrus), or that redirect from
the well-known address, it finds no calendars and does not say so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from followup_cal.accounts import Account
from followup_cal.errors import Unreachable
from followup_cal.stores.caldav.address import host_of
from followup_cal.stores.caldav.faults import Busy, ForeignHost, LoginRefused, NoAnswer, Refused
from followup_cal.stores.caldav.home import Calendar, Home
from followup_cal.stores.caldav.listing import (
    WHAT,
    WHO,
    calendar_of,
    is_calendar,
    is_stranger,
    own_addresses,
    speaks_caldav,
)
from followup_cal.stores.caldav.names import CALENDAR_HOME_SET, CURRENT_USER_PRINCIPAL
from followup_cal.stores.caldav.providers import Provider, login_advice
from followup_cal.stores.caldav.services import Resolver, ask_dns
from followup_cal.stores.caldav.session import Found, Session
from followup_cal.stores.caldav.starts import WELL_KNOWN, Start, starts

FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a server in a foreign domain may get the password.

    Attributes:
        known: the server or domain that the user named.
        foreign: the one that it leads to.
    """

    known: str
    foreign: str

    def __str__(self) -> str:
        return f"{self.known} leads to {self.foreign}, another domain. Send your user name and password there?"


Confirm = Callable[[Question], bool]


class NoCalDav(Unreachable):
    """There are servers, but none of them speaks CalDAV where it was looked for.

    Attributes:
        url: where it was looked first.
        status: what was answered there; None where that was no plain answer.
    """

    def __init__(self, url: str, status: int | None) -> None:
        said = f" (it answers {status})" if status else ""
        super().__init__(f"there is no CalDAV at {url}{said}", "Run `followup-cal check` to see what is wrong.")
        self.url = url
        self.status = status


class Forbidden(Unreachable):
    """The server knows the user, but gives no access to CalDAV (403)."""


def refuse(question: Question) -> bool:  # noqa: ARG001 - one of the answers to a question
    """The answer where nobody can be asked."""
    return False


def asked_once(confirm: Confirm) -> Confirm:
    """Asks the same question once, whatever the answer."""
    answers: dict[Question, bool] = {}

    def ask(question: Question) -> bool:
        if question not in answers:
            answers[question] = confirm(question)
        return answers[question]

    return ask


def discover(
    session: Session,
    account: Account,
    provider: Provider,
    presets: tuple[Provider, ...],
    *,
    confirm: Confirm = refuse,
    resolver: Resolver = ask_dns,
) -> Home:
    """Finds an account's calendars.

    Args:
        session: with the account's login.
        account: where it is said to be.
        provider: which one it is with.
        presets: all that are known.
        confirm: asked before a server in a foreign domain gets the password.
        resolver: asks the DNS.

    Raises:
        NoCalDav: no CalDAV was found.
        Forbidden: it was found, but is not open to this user.
        Unreachable: as `Session.request`.
    """
    ask = asked_once(confirm)
    try:
        found = welcome(session, starts(account, provider, presets, resolver), ask)
        principal, whole = identify(session, found, ask)
        homes, calendars = look_around(session, found, whole, ask)
    except LoginRefused as error:
        advice = login_advice(account, provider, error.schemes)
        raise LoginRefused(error.problem, advice, schemes=error.schemes, server=error.server) from None
    except Forbidden as error:
        raise Forbidden(error.problem, provider.forbidden or error.hint) from None
    return Home(principal, homes, own_addresses(whole), calendars)


def welcome(session: Session, candidates: Sequence[Start], confirm: Confirm) -> Found:
    """Finds the first address where CalDAV answers.

    Raises:
        NoCalDav, Forbidden: none does.
        Unreachable: a server cannot be reached, or refuses the login, which ends the search at once.
    """
    troubles: list[tuple[str, Unreachable]] = []
    silent: set[str] = set()
    for start in candidates:
        server = urlsplit(start.url).netloc
        if server in silent or (start.foreign_to and not confirm(Question(start.foreign_to, host_of(start.url)))):
            continue
        session.trust(start.url)
        try:
            found = _ask(session, start.url, WHO, 0, confirm)
        except NoAnswer as trouble:
            silent.add(server)
            troubles.append((start.url, trouble))
        except (LoginRefused, Busy):
            raise
        except Unreachable as trouble:
            troubles.append((start.url, trouble))
        else:
            if found and (speaks_caldav(found[0]) or _lists_calendars(session, start.url, confirm)):
                return found[0]
            troubles.append((start.url, NoCalDav(start.url, None)))
    raise _worst(troubles, candidates)


def identify(session: Session, found: Found, confirm: Confirm) -> tuple[str, Found]:
    """Finds out who is logged in.

    Returns:
        The principal's address, empty where the server does not say, and what is known of it: of the address found
        where it does not.

    Raises:
        LoginRefused: the server took no notice of the login.
        Unreachable: as `Session.request`.
    """
    if is_stranger(found):
        raise LoginRefused(f"{host_of(found.href)} took no notice of the login", "Check user name and password.")
    principals = found.hrefs(CURRENT_USER_PRINCIPAL)
    if not principals:
        return "", found
    if principals[0] == found.href and found.hrefs(CALENDAR_HOME_SET):
        return principals[0], found
    return principals[0], next(iter(_ask(session, principals[0], WHO, 0, confirm)), found)


def look_around(
    session: Session, found: Found, principal: Found, confirm: Confirm
) -> tuple[tuple[str, ...], tuple[Calendar, ...]]:
    """Lists the calendars in the homes; where no home is named, those at the address found (Synology).

    Returns:
        The homes and the calendars, each once.

    Raises:
        Unreachable: as `Session.request`.
    """
    homes = principal.hrefs(CALENDAR_HOME_SET) or found.hrefs(CALENDAR_HOME_SET) or (found.href,)
    homes = tuple(dict.fromkeys(homes))
    listed = [item for home in homes for item in _ask(session, home, WHAT, 1, confirm)]
    calendars = {item.href: calendar_of(item, principal.href) for item in listed if is_calendar(item)}
    return homes, tuple(calendars.values())


def _lists_calendars(session: Session, url: str, confirm: Confirm) -> bool:
    """Whether there are calendars right below an address that says nothing of itself (Synology)."""
    try:
        return any(is_calendar(item) for item in _ask(session, url, WHAT, 1, confirm))
    except Refused:
        return False


def _ask(session: Session, url: str, props: tuple[str, ...], depth: int, confirm: Confirm) -> tuple[Found, ...]:
    """A PROPFIND that may lead to a foreign domain, where the user agrees."""
    try:
        return session.propfind(url, props, depth)
    except ForeignHost as leads:
        if not confirm(Question(leads.host, leads.foreign)):
            raise
        session.trust(leads.url)
    return session.propfind(url, props, depth)


def _worst(troubles: Sequence[tuple[str, Unreachable]], candidates: Sequence[Start]) -> Unreachable:
    """What to tell of many failures: what the user can do something about, else what the first address said."""
    if not troubles:
        return _nobody_asked(candidates)
    url, first = troubles[0]
    for _, trouble in troubles:
        if isinstance(trouble, Refused) and trouble.status == FORBIDDEN:
            # Not what the server says: some repeat what they were sent.
            problem = f"{host_of(url)} knows the user, but gives no access to calendars (403)"
            return Forbidden(problem, "Calendars may be switched off for this account.")
        if isinstance(trouble, ForeignHost) or not isinstance(trouble, NoAnswer | Refused | NoCalDav):
            return trouble
    if isinstance(first, NoAnswer):
        return first
    # The well-known address is nothing that the user has typed.
    shown = url.removesuffix(WELL_KNOWN.removeprefix("/"))
    return NoCalDav(shown, first.status if isinstance(first, Refused) else None)


def _nobody_asked(candidates: Sequence[Start]) -> Unreachable:
    if not candidates:
        return Unreachable("it is not known where the calendars are", "Set `url` or `host` for the account.")
    return Unreachable(f"{host_of(candidates[0].url)} was not asked", "Set `url` or `host` for the account.")
