"""Small calendars, and how the tests of the scan look at them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from followup_cal.scan import Scan, Selection, complete, scan

SPRING = Selection(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 31, tzinfo=UTC), words=("interview",))


def look(data: bytes, selection: Selection = SPRING, size: int = 64) -> Scan:
    """Scans in chunks of a few bytes, so that every border is crossed somewhere."""
    found = scan(chunks(data, size), selection)
    return complete(found, chunks(data, size)) if found.unfinished else found


def chunks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def event(*lines: str, uid: str = "a@x", start: str = "20260401T100000Z", title: str = "Interview at Globex") -> str:
    given = [f"UID:{uid}", f"DTSTART:{start}", f"SUMMARY:{title}", *lines]
    return "\r\n".join(["BEGIN:VEVENT", *(line for line in given if not line.endswith(":")), "END:VEVENT", ""])


def calendar(*components: str, header: str = "VERSION:2.0\r\nPRODID:-//x//EN\r\n") -> bytes:
    return f"BEGIN:VCALENDAR\r\n{header}{''.join(components)}END:VCALENDAR\r\n".encode()


def uids(data: bytes, selection: Selection = SPRING) -> list[str | None]:
    return [item.key for item in look(data, selection).components]
