"""Where to look for an account's CalDAV, best guess first. No requests; the DNS is asked by whoever is passed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from followup_cal.accounts import Account, is_loopback
from followup_cal.stores.caldav.address import same_site
from followup_cal.stores.caldav.providers import Provider
from followup_cal.stores.caldav.services import Resolver

WELL_KNOWN = "/.well-known/caldav"


@dataclass(frozen=True, slots=True)
class Start:
    """An address to begin at.

    Attributes:
        foreign_to: the domain of the e-mail address, where the DNS leads from there to another registered domain: it is
            to be confirmed, since the DNS can be forged (RFC 6764, 8).
    """

    url: str
    foreign_to: str = ""


def starts(
    account: Account, provider: Provider, presets: tuple[Provider, ...], resolver: Resolver
) -> tuple[Start, ...]:
    """Lists where to look, each address once.

    What the user typed comes first and its server is kept; then the provider's known path, the well-known address (RFC
    6764, 5), the root, and the paths of the software that people run on servers of their own.

    Args:
        account: where it is said to be.
        provider: which one it is with.
        presets: all that are known.
        resolver: asks the DNS; only used where nothing but an e-mail address is known.
    """
    if account.url:
        parts = urlsplit(account.url)
        typed = (account.url,) if parts.path.strip("/") else ()
        found = [Start(url) for url in (*typed, *_at_host(account, parts.netloc, provider, presets))]
    elif account.host:
        found = [Start(url) for url in _at_host(account, account.host, provider, presets)]
    elif provider.start and not provider.own_host:
        preset = provider.address("", account.user)
        found = [Start(url) for url in (preset, *_bare(account, urlsplit(preset).netloc))]
    else:
        found = list(_by_email(account, provider, presets, resolver))
    return tuple(dict.fromkeys(found))


def _at_host(account: Account, host: str, provider: Provider, presets: tuple[Provider, ...]) -> Iterator[str]:
    if provider.start and provider.key != "other":
        yield _with_host(account, provider.address(host, account.user), host)
    yield from _bare(account, host)
    if provider.key == "other":
        yield from _common(account, host, presets)


def _by_email(
    account: Account, provider: Provider, presets: tuple[Provider, ...], resolver: Resolver
) -> Iterator[Start]:
    _, at, domain = (account.email or account.user).lower().rpartition("@")
    if not at:
        return
    for service in resolver(domain):
        foreign = "" if same_site(service.url, f"https://{domain}/") else domain
        yield Start(service.url, foreign)
    for url in _at_host(account, domain, provider, presets):
        yield Start(url)


def _bare(account: Account, host: str) -> Iterator[str]:
    for path in (WELL_KNOWN, "/"):
        yield urlunsplit((_scheme(account, host), host, path, "", ""))


def _common(account: Account, host: str, presets: tuple[Provider, ...]) -> Iterator[str]:
    """The paths of the software that people run on servers of their own; none on another port."""
    for preset in presets:
        if preset.own_host and not urlsplit(preset.start.replace("{host}", "host.example")).port:
            yield _with_host(account, preset.address(host, account.user), host)


def _with_host(account: Account, url: str, host: str) -> str:
    """The same path at the server that the user typed; a preset's port stays where none was typed."""
    parts = urlsplit(url)
    server = parts.netloc if parts.hostname == urlsplit(f"//{host}").hostname else host
    return urlunsplit((_scheme(account, host), server, parts.path, "", ""))


def _scheme(account: Account, host: str) -> str:
    """Https, except where plain http on this machine was asked for."""
    plain = account.allow_http and is_loopback(urlsplit(f"//{host}").hostname or "")
    return "http" if plain and not (account.url or "").startswith("https:") else "https"
