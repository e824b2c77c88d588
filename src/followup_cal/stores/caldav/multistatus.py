"""XML of a server -> values. Nothing is fetched, no entity is expanded, whatever the XML says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from followup_cal.stores.caldav.address import canonical
from followup_cal.stores.caldav.faults import one_line
from followup_cal.stores.caldav.names import CALDAV, DAV, ETAG, HREF

# An lxml element; lxml brings no types.
Element = Any

_STATUS = re.compile(r"\b([1-5]\d\d)\b")
# What XML 1.0 does not allow, and servers put in all the same (vdirsyncer#626).
_ILLEGAL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE
)
# Room for a listing of a hundred thousand objects. A tree of many small elements takes twenty times its text in memory.
_MOST_TAGS = 2_000_000
_OK = 200
_MULTIPLE_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Found:
    """What a server says about one resource (DAV:response, RFC 4918, 14.24).

    Attributes:
        href: its address, absolute and in canonical spelling.
        status: 200 where there are properties; else the status of the resource.
        props: the properties that are there, by name in Clark notation, from all propstats together.
    """

    href: str
    status: int
    props: Mapping[str, Element] = field(repr=False)

    @property
    def etag(self) -> str:
        """Its DAV:getetag, as an opaque string; empty where there is none."""
        return self.text(ETAG) or ""

    def text(self, name: str) -> str | None:
        """A property's text; None where it is absent."""
        element = self.props.get(name)
        return None if element is None else "".join(element.itertext())

    def hrefs(self, name: str) -> tuple[str, ...]:
        """The addresses in a property, absolute and canonical; those that are none are left out.

        A mailto in calendar-user-address-set is no http address: see `raw_hrefs`.
        """
        return tuple(url for raw in self.raw_hrefs(name) if (url := _address(raw, self.href)))

    def raw_hrefs(self, name: str) -> tuple[str, ...]:
        """The addresses in a property as they stand there."""
        element = self.props.get(name)
        return () if element is None else tuple((item.text or "").strip() for item in element.iter(HREF))

    def children(self, name: str) -> tuple[Element, ...]:
        """The elements in a property, e.g. the kinds in a resourcetype."""
        element = self.props.get(name)
        return () if element is None else tuple(element.iterchildren(tag=etree.Element))


@dataclass(frozen=True, slots=True)
class Multistatus:
    """A 207 answer.

    Attributes:
        found: one for each resource, in the order of the answer.
        sync_token: of a sync-collection report (RFC 6578, 6.2).
        nameless: how many resources came without a usable href (iCloud, 2017).
    """

    found: tuple[Found, ...]
    sync_token: str | None = None
    nameless: int = 0


def parse(body: bytes) -> Element:
    """Reads XML from a stranger.

    Raises:
        ValueError: it is no XML, cut off, of more than a million elements, or brings a document type of its own.
    """
    if body.count(b"<") > _MOST_TAGS:
        raise ValueError("more than a million elements of XML")
    try:
        root = _tree(body)
    except etree.XMLSyntaxError:
        try:
            root = _tree(_ILLEGAL.sub(b"", body))
        except etree.XMLSyntaxError:
            root = None
    if root is None:
        raise ValueError("not well-formed XML")
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("XML with a document type")
    return root


def multistatus(body: bytes, base: str) -> Multistatus:
    """Reads a 207 answer.

    Args:
        body: the answer.
        base: the address that was asked, for relative hrefs.

    Raises:
        ValueError: it is none.
    """
    root = parse(body)
    if root.tag != DAV + "multistatus":
        raise ValueError("XML, but no DAV:multistatus")
    responses = root.findall(DAV + "response")
    found = tuple(item for response in responses for item in _responses(response, base))
    named = tuple(item for item in found if item.href)
    token = root.findtext(DAV + "sync-token")
    return Multistatus(named, token.strip() if token else None, len(found) - len(named))


def conditions(body: bytes) -> tuple[frozenset[str], tuple[str, ...]]:
    """The preconditions in an error answer (RFC 4918, 16): their local names, and the hrefs in them as they stand."""
    try:
        root = parse(body)
    except ValueError:
        return frozenset(), ()
    error = root if root.tag == DAV + "error" else root.find(f".//{DAV}error")
    if error is None:
        return frozenset(), ()
    named = error.iterchildren(DAV + "*", CALDAV + "*")
    names = frozenset(etree.QName(child).localname for child in named)
    return names, tuple((item.text or "").strip() for item in error.iter(HREF))


def words(body: bytes) -> str:
    """What an error answer says to people, one line."""
    try:
        root = parse(body)
    except ValueError:
        return one_line(body[:4000].decode("utf-8", "replace"))
    spoken = (root.findtext(f".//{{*}}{name}") for name in ("message", "responsedescription", "error-description"))
    return one_line(next((text for text in spoken if text), " ".join(root.itertext())))


def _tree(body: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(body, parser)


def _responses(response: Element, base: str) -> Iterator[Found]:
    """A response with a bare status may speak of several resources at once."""
    hrefs = [item.text or "" for item in response.findall(HREF)] or [""]
    bare = response.findtext(DAV + "status")
    props: dict[str, Element] = {}
    statuses = []
    for propstat in response.findall(DAV + "propstat"):
        statuses.append(_status(propstat.findtext(DAV + "status")))
        if statuses[-1] < _MULTIPLE_CHOICES:
            props |= {child.tag: child for child in propstat.iterfind(f"{DAV}prop/*") if isinstance(child.tag, str)}
    whole = _status(bare) if bare else min(statuses, default=_OK)
    return (Found(_address(href, base), whole, props) for href in hrefs)


def _status(line: str | None) -> int:
    found = _STATUS.search((line or "").partition(" ")[2] or line or "")
    return int(found[1]) if found else _OK


def _address(href: str, base: str) -> str:
    if not href.strip():
        return ""
    try:
        return canonical(href, base)
    except ValueError:
        return ""
