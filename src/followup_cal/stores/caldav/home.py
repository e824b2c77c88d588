"""What the discovery found of an account: values, and which of its calendars a name means. No requests here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any

from followup_cal.accounts import Account
from followup_cal.stores.caldav.address import last_segment

VERSION = 1
# A calendar that names no types takes all of them (RFC 4791, 5.2.3).
ALL_COMPONENTS = frozenset({"VEVENT", "VTODO", "VJOURNAL"})


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar of an account.

    Attributes:
        url: absolute, ends with a slash.
        name: what people call it, one line; the last part of its address where it has no name.
        components: the component types it accepts (RFC 4791, 5.2.3).
        read_only: the privileges say that nothing can be added (RFC 3744, 5.4), or it is a subscription.
        foreign: it belongs to somebody else or is shared with others.
    """

    url: str
    name: str
    components: frozenset[str] = ALL_COMPONENTS
    read_only: bool = False
    foreign: bool = False

    @property
    def segment(self) -> str:
        """The last part of its address."""
        return last_segment(self.url)


@dataclass(frozen=True, slots=True)
class Home:
    """An account as its server describes it.

    Attributes:
        principal: who is logged in, an address (RFC 5397); empty where the server does not say.
        homes: where the calendars are (RFC 4791, 6.2.1).
        addresses: the user's own e-mail addresses, lower case (RFC 6638, 2.4.1).
        calendars: in the order the server lists them.
    """

    principal: str
    homes: tuple[str, ...]
    addresses: tuple[str, ...]
    calendars: tuple[Calendar, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The calendars that names mean, and the names that mean none or more than one."""

    calendars: tuple[Calendar, ...]
    missing: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


def choose(calendars: Sequence[Calendar], names: Sequence[str], component: str = "VEVENT") -> Choice:
    """Picks calendars by name: as it is spelled, else in any case, else by the last part of the address.

    Args:
        calendars: all of the account.
        names: what the user typed; none means all that accept the component.
        component: what the calendars are wanted for.
    """
    if not names:
        return Choice(tuple(item for item in calendars if component in item.components))
    found: dict[Calendar, None] = {}
    missing: list[str] = []
    ambiguous: list[str] = []
    for name in names:
        matches = _named(calendars, name)
        if len(matches) == 1:
            found[matches[0]] = None
        else:
            (ambiguous if matches else missing).append(name)
    return Choice(tuple(found), tuple(missing), tuple(ambiguous))


def home_key(account: Account) -> str:
    """Under which name a home is remembered: the same as long as the account means the same server and user."""
    facts = "\n".join(item or "" for item in (account.url, account.host, account.email, account.username))
    return "home:" + blake2b(facts.encode(), digest_size=16).hexdigest()


def dump(home: Home) -> dict[str, Any]:
    """A home as JSON, so that the next run need not ask again."""
    calendars = [{**asdict(item), "components": sorted(item.components)} for item in home.calendars]
    return {**asdict(home), "version": VERSION, "calendars": calendars}


def load(data: Mapping[str, Any] | None) -> Home | None:
    """A home from JSON; one that is missing, damaged or of another version counts as lost."""
    try:
        if data is None or data["version"] != VERSION:
            return None
        calendars = [Calendar(**{**item, "components": frozenset(item["components"])}) for item in data["calendars"]]
        return Home(str(data["principal"]), tuple(data["homes"]), tuple(data["addresses"]), tuple(calendars))
    except (KeyError, TypeError, ValueError):
        return None


def _named(calendars: Sequence[Calendar], name: str) -> list[Calendar]:
    exact = [item for item in calendars if item.name == name]
    folded = [item for item in calendars if item.name.casefold() == name.casefold()]
    by_address = [item for item in calendars if name in {item.segment, item.url}]
    return exact or folded or by_address
