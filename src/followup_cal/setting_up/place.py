"""What an answer to "where is your calendar?" means: a path, a published calendar, an account, or a provider's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from followup_cal.accounts import Account, address, email, host, is_loopback
from followup_cal.config import Wrong
from followup_cal.stores.caldav.providers import Credential, Provider, at_server

_FEEDS = ("webcal://", "webcals://")
_WEB = ("http://", "https://")


Options = tuple[tuple[str, str | bool], ...]


class Kind(Enum):
    """What can be named."""

    PATH = "path"
    FEED = "feed"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a calendar is, as far as one answer tells.

    Attributes:
        typed: the answer.
        options: those of the account that follow from it, e.g. `email`.
        provider: the one it names; None where it names an address or a server.
    """

    kind: Kind
    typed: str
    options: Options = ()
    provider: Provider | None = None


def read_place(typed: str, providers: Sequence[Provider], *, exists: bool) -> Place:
    """Reads the answer.

    Args:
        typed: what was answered.
        providers: all known ones.
        exists: there is a file or folder of this name.

    Raises:
        Wrong: it can be none of them.
    """
    answer = typed.strip()
    lower = answer.lower()
    if lower.startswith(_FEEDS) or (lower.startswith(_WEB) and _is_feed(lower, providers)):
        return Place(Kind.FEED, answer)
    if lower.startswith(_WEB):
        return Place(Kind.ACCOUNT, answer, read_server(answer))
    if exists or lower.endswith(".ics") or answer.startswith((".", "~", "/", "\\")):
        return Place(Kind.PATH, answer)
    if "@" in answer:
        return Place(Kind.ACCOUNT, answer, (("email", email(answer)),))
    named = _named(lower, providers)
    if named is not None:
        return Place(Kind.ACCOUNT, answer, provider=named)
    if "." in answer and " " not in answer:
        return Place(Kind.ACCOUNT, answer, read_server(answer))
    raise Wrong("an e-mail address, a server, a path, the address of a published calendar, or the name of a provider")


def account_name(options: Account, provider: Provider, taken: Sequence[str]) -> str:
    """A short name for an account: that of its provider, else of its domain; with a number where it is taken."""
    server = urlsplit(options.url or f"//{options.host or ''}").hostname or options.user.rpartition("@")[2]
    labels = [label for label in server.split(".")[:-1] if label not in {"www", "dav", "caldav", "calendar"}]
    plain = provider.key if provider.key != "other" else "".join(filter(str.isalnum, (labels or ["home"])[-1]))
    first = plain if plain and not plain.isdigit() else "home"
    numbered = (first if number == 1 else f"{first}{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _is_feed(answer: str, providers: Sequence[Provider]) -> bool:
    parts = urlsplit(answer)
    known = at_server(parts.hostname or "", parts.path, tuple(providers))
    published = parts.path.endswith((".ics", ".ical")) or "/ical/" in parts.path
    return published or (known is not None and known.credential is Credential.NONE)


def read_server(answer: str) -> Options:
    """Reads the address or the name of a server, as options of an account.

    Raises:
        Wrong: it is neither, or an address that would show the password to the network.
    """
    if "://" not in answer:
        return (("host", host(answer)),)
    url = address(answer)
    if not url.lower().startswith("http://"):
        return (("url", url),)
    if not is_loopback(urlsplit(url).hostname or ""):
        raise Wrong("an address that begins with https: plain http would show your password to the network")
    return (("url", url), ("allow_http", True))


def _named(answer: str, providers: Sequence[Provider]) -> Provider | None:
    """The provider that is meant by its key, its title, or how that begins."""
    for provider in providers:
        if answer in {provider.key, provider.title.lower()}:
            return provider
    begun = [item for item in providers if item.title.lower().startswith(answer) and item.key != "other"]
    return begun[0] if answer and len(begun) == 1 else None
