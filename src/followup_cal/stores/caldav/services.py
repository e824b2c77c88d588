"""Which servers a domain names for CalDAV in the DNS (RFC 6764, sections 3 and 4).

What the DNS says is a hint and no authority: it can be forged, so a server in a foreign domain is asked about before it
gets a password, and no answer only means to go on without one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_SECONDS = 3.0
_LABEL = "_caldavs._tcp"


@dataclass(frozen=True, slots=True)
class Service:
    """A server that the DNS names; `path` is where its TXT record says that CalDAV begins."""

    host: str
    port: int = 443
    path: str = ""

    @property
    def url(self) -> str:
        """Where the discovery begins there: the path of the TXT record, else the well-known one (section 6)."""
        port = "" if self.port == 443 else f":{self.port}"  # noqa: PLR2004 - https
        return f"https://{self.host}{port}{self.path or '/.well-known/caldav'}"


Resolver = Callable[[str], tuple[Service, ...]]


def ask_dns(domain: str) -> tuple[Service, ...]:
    """Asks the DNS for the servers of a domain, best first; none where it does not know or does not answer in time.

    Only `_caldavs` is asked for: `_caldav` would lead to plain http.
    """
    # Half of what a start costs: only an account without a server needs it.
    from dns.exception import DNSException
    from dns.resolver import Resolver as DnsResolver

    name = f"{_LABEL}.{domain}"
    try:
        resolver = DnsResolver()
        resolver.lifetime = _SECONDS
        records = sorted(resolver.resolve(name, "SRV"), key=lambda record: (record.priority, -record.weight))
    except (DNSException, OSError):
        return ()
    try:
        texts = [b"".join(record.strings) for record in resolver.resolve(name, "TXT")]
    except (DNSException, OSError):
        texts = []
    return tuple(
        Service(str(record.target).rstrip(".").lower(), record.port, path_of(texts))
        for record in records
        # A target of "." says that there is no such service (RFC 2782).
        if str(record.target) != "."
    )


def path_of(texts: list[bytes]) -> str:
    """The path that a TXT record names (RFC 6764, section 4); empty where none does."""
    for text in texts:
        key, _, value = text.partition(b"=")
        path = value.decode("ascii", "ignore")
        if key.lower() == b"path" and path.startswith("/") and path.isprintable() and " " not in path:
            return path
    return ""
