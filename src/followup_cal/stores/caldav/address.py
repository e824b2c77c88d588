"""Addresses: one spelling for each resource, and which hosts may see a password. No I/O."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

_PORTS = {"http": 80, "https": 443}
_SLASHES = re.compile("/{2,}")


def canonical(url: str, base: str = "") -> str:
    """Spells an address as every other spelling of it is spelled here.

    Servers list one resource as `%40` and as `@`, relative and absolute, with doubled slashes or encoded twice, and
    some take only `%40` (iCloud, one.com). User name and password in an address are dropped.

    Args:
        url: an address, a path, or a DAV:href (RFC 4918, 8.3).
        base: what it is relative to.

    Raises:
        ValueError: it is no http or https address.
    """
    parts = urlsplit(urljoin(base, url.strip()))
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS or not host:
        raise ValueError("not an http address")
    shown = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, _PORTS[scheme]} else f":{parts.port}"
    path = _SLASHES.sub("/", parts.path) or "/"
    segments = (quote(unquote(segment.replace("%2540", "%40")), safe="") for segment in path.split("/"))
    return urlunsplit((scheme, shown + port, "/".join(segments), parts.query, ""))


def path_of(url: str) -> str:
    """The path of an address in its canonical spelling."""
    return urlsplit(url).path


def last_segment(url: str) -> str:
    """The name of a resource inside its collection."""
    return path_of(url).rstrip("/").rpartition("/")[2]


def host_of(url: str) -> str:
    """The host of an address, lower case, without port."""
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def is_encrypted(url: str) -> bool:
    """Whether nobody on the way can read along."""
    return urlsplit(url).scheme.lower() == "https"


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine."""
    host = host_of(url)
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to the same registered domain (RFC 6764, 8), e.g. iCloud's many hosts.

    Hosts without one, as in a home network, have to be equal. Uses the public suffix list that comes with tldextract,
    private suffixes included: two customers of one hoster are strangers.
    """
    hosts = host_of(one), host_of(other)
    if hosts[0] == hosts[1]:
        return True
    domains = {_extractor()(host).top_domain_under_public_suffix for host in hosts}
    return len(domains) == 1 and "" not in domains


@lru_cache(maxsize=1)
def _extractor() -> TLDExtract:
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
