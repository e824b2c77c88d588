"""Bodies of requests, as bytes of XML. A list of names goes in, nothing of a server's answer does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree

from followup_cal.stores.caldav.multistatus import Element
from followup_cal.stores.caldav.names import CALDAV, CALENDAR_DATA, DAV, ETAG, HREF

_PREFIXES = {"D": DAV[1:-1], "C": CALDAV[1:-1]}


def propfind(props: Iterable[str]) -> bytes:
    """Asks for properties (RFC 4918, 14.20)."""
    root = etree.Element(DAV + "propfind", nsmap=_PREFIXES)
    _add_props(root, props)
    return _bytes(root)


def time_range(component: str, start: datetime, end: datetime) -> bytes:
    """Asks for the data of all components of a type that touch a window (RFC 4791, 7.8).

    Both ends are always named: without an end GMX returns nothing; without a component neither do SOGo and iCloud.
    """
    root, calendar = _query()
    inner = etree.SubElement(calendar, CALDAV + "comp-filter", name=component)
    etree.SubElement(inner, CALDAV + "time-range", start=_utc(start), end=_utc(end))
    return _bytes(root)


def with_uid(component: str, uid: str) -> bytes:
    """Asks for the data of what has a UID. Some servers answer with more, or with everything: look again."""
    root, calendar = _query()
    inner = etree.SubElement(calendar, CALDAV + "comp-filter", name=component)
    prop = etree.SubElement(inner, CALDAV + "prop-filter", name="UID")
    etree.SubElement(prop, CALDAV + "text-match", collation="i;octet").text = uid
    return _bytes(root)


def multiget(paths: Iterable[str]) -> bytes:
    """Asks for the data of resources by their paths (RFC 4791, 7.9)."""
    root = etree.Element(CALDAV + "calendar-multiget", nsmap=_PREFIXES)
    _add_props(root, (ETAG, CALENDAR_DATA))
    for path in paths:
        etree.SubElement(root, HREF).text = path
    return _bytes(root)


def changes(token: str) -> bytes:
    """Asks what has changed since a token was given out (RFC 6578, 3.2). Some servers fail unless asked for ETags."""
    root = etree.Element(DAV + "sync-collection", nsmap=_PREFIXES)
    etree.SubElement(root, DAV + "sync-token").text = token
    etree.SubElement(root, DAV + "sync-level").text = "1"
    _add_props(root, (ETAG,))
    return _bytes(root)


def _query() -> tuple[Element, Element]:
    root = etree.Element(CALDAV + "calendar-query", nsmap=_PREFIXES)
    _add_props(root, (ETAG, CALENDAR_DATA))
    outer = etree.SubElement(root, CALDAV + "filter")
    return root, etree.SubElement(outer, CALDAV + "comp-filter", name="VCALENDAR")


def _add_props(root: Element, props: Iterable[str]) -> None:
    inner = etree.SubElement(root, DAV + "prop")
    for name in props:
        etree.SubElement(inner, name)


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
