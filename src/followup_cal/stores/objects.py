"""Cuts scanned calendars into resources, one for each UID, byte for byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from followup_cal.identity import is_ours
from followup_cal.scan import Calendar, Chunks, Component, Scan
from followup_cal.scan.folding import unfold
from followup_cal.scan.shortening import clipped
from followup_cal.stores.protocol import Resource

# The properties of a VCALENDAR that bear on the meaning of its components (RFC 5545, 3.7; X-WR-* are Apple's).
_HEADER = frozenset({b"VERSION", b"PRODID", b"METHOD", b"CALSCALE", b"X-WR-TIMEZONE", b"X-WR-CALNAME"})
_FOLDED_LINE = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)")
_NAME = re.compile(rb"[A-Za-z0-9-]+")
_TZID = re.compile(rb';TZID=(?:"([^"\r\n]*)"|([^":;,\r\n]*))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A resource and where its components stand."""

    uid: str | None
    resource: Resource
    components: tuple[Component, ...]


def pieces(found: Scan, prefix: str = "") -> tuple[Piece, ...]:
    """All resources of a scan, in the order of their first components.

    Components with the same UID and METHOD form one resource, also from several VCALENDARs of one file. One without
    UID is a resource by itself.

    Args:
        found: a finished scan.
        prefix: what all hrefs begin with.
    """
    groups: dict[tuple[str, ...], list[Component]] = {}
    for number, item in enumerate(found.components):
        method = found.calendars[item.calendar].method
        key = (method, str(number), "") if item.key is None else (method, item.key)
        groups.setdefault(key, []).append(item)
    hrefs: dict[str, int] = {}
    result = []
    for members in groups.values():
        etag = digest(member.raw for member in members)
        href = prefix + (members[0].key or etag)
        hrefs[href] = hrefs.get(href, 0) + 1
        if hrefs[href] > 1:
            href = f"{href}#{hrefs[href]}"
        resource = Resource(href, etag, _wrapped(found, members))
        result.append(Piece(members[0].key, resource, tuple(members)))
    return tuple(result)


def our_pieces(found: Scan, prefix: str = "") -> tuple[Piece, ...]:
    """The resources whose UID carries our mark."""
    return tuple(piece for piece in pieces(found, prefix) if is_ours(piece.uid))


def digest(parts: Iterable[bytes]) -> str:
    """An etag: the same for the same bytes."""
    return blake2b(b"".join(parts), digest_size=16).hexdigest()


def zones_named(raw: bytes) -> frozenset[str]:
    """The TZIDs that a component refers to."""
    return frozenset(_named(unfold(raw)))


def mentions(chunks: Chunks) -> Counter[str]:
    """How often a stream refers to each TZID."""
    count: Counter[str] = Counter()
    held = b""
    for chunk in chunks:
        held += chunk
        at = held.rfind(b"\n")
        # A line that begins with a blank goes on with the one before it.
        while at > 0 and held[at + 1 : at + 2] in {b"", b" ", b"\t", b"\r", b"\n"}:
            at = held.rfind(b"\n", 0, at)
        count.update(_named(unfold(held[: max(at, 0)])))
        held = clipped(held[max(at, 0) :])
    count.update(_named(unfold(held)))
    return count


def _named(unfolded: bytes) -> Iterator[str]:
    return ((quoted or bare).decode("utf-8", "replace").strip() for quoted, bare in _TZID.findall(unfolded))


def _wrapped(found: Scan, members: list[Component]) -> bytes:
    home = found.calendars[members[0].calendar]
    newline = b"\r\n" if members[0].raw.endswith(b"\r\n") else b"\n"
    wanted = frozenset().union(*(zones_named(member.raw) for member in members))
    parts = [b"BEGIN:VCALENDAR" + newline, *_header_lines(home.header, newline)]
    parts += [zone.raw for zone in _zones(found, home, wanted)]
    parts += [member.raw for member in members]
    return b"".join([*parts, b"END:VCALENDAR" + newline])


def _header_lines(header: bytes, newline: bytes) -> list[bytes]:
    lines = []
    for line in _FOLDED_LINE.findall(header):
        name = _NAME.match(unfold(line))
        if name and name[0].upper() in _HEADER:
            lines.append(line if line.endswith(b"\n") else line + newline)
    return lines


def _zones(found: Scan, home: Calendar, wanted: frozenset[str]) -> list[Component]:
    """The VTIMEZONEs referred to, those of the same VCALENDAR first."""
    known: dict[str | None, Component] = {}
    for calendar in (home, *found.calendars):
        for zone in calendar.timezones:
            known.setdefault(zone.key, zone)
    return [known[name] for name in sorted(wanted) if name in known]
