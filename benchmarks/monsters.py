"""Files that are big in other ways than by many events: what stands in their calendar, for a size in MB."""

from __future__ import annotations

from collections.abc import Callable

EVENT = (
    b"BEGIN:VEVENT\r\nUID:%d@x\r\nDTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\nSUMMARY:%s\r\n%sEND:VEVENT\r\n"
)
ZONE = b"BEGIN:VTIMEZONE\r\nTZID:Odd/Zone\r\n%sEND:VTIMEZONE\r\n"
STANDARD = b"BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
GUEST = b"ATTENDEE;CN=Person %d;PARTSTAT=ACCEPTED:mailto:person%d@example.com\r\n"
ALARM = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"
DENTIST, INTERVIEW = b"Dentist", b"Interview with Globex"


def whole(middle: bytes) -> bytes:
    """A file with one calendar."""
    return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + middle + b"END:VCALENDAR\r\n"


def folded(line: bytes) -> bytes:
    """A line as programs write it (RFC 5545, 3.1)."""
    return b"\r\n ".join([line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]) + b"\r\n"


def _filled(size: int, line: bytes) -> bytes:
    return line * ((size << 20) // len(line))


def _attached(size: int) -> bytes:
    return b"ATTACH;ENCODING=BASE64;VALUE=BINARY:" + _filled(size, b"QUJD")


def _guests(size: int) -> bytes:
    return b"".join(GUEST % (number, number) for number in range((size << 20) // 75))


MONSTERS: dict[str, Callable[[int], bytes]] = {
    "with an attachment": lambda size: EVENT % (1, DENTIST, _attached(size) + b"\r\n"),
    "with an interview's attachment": lambda size: EVENT % (1, INTERVIEW, _attached(size) + b"\r\n"),
    "with a folded attachment": lambda size: EVENT % (1, INTERVIEW, folded(_attached(size))),
    "with ten attachments": lambda size: b"".join(
        EVENT % (number, INTERVIEW, folded(_attached(size // 4 + 1))) for number in range(10)
    ),
    "with a series that has an attachment": lambda size: (
        EVENT % (1, b"Gym", b"RRULE:FREQ=WEEKLY\r\n" + folded(_attached(size)))
        + EVENT % (1, INTERVIEW, b"RECURRENCE-ID:20261208T100000Z\r\n")
    ),
    "of one endless line": lambda size: b"X-JUNK:" + _filled(size, b"a"),
    "with an endless description": lambda size: EVENT % (1, INTERVIEW, b"DESCRIPTION:" + _filled(size, b"our talk ")),
    "with a long folded description": lambda size: (
        EVENT % (1, INTERVIEW, folded(b"DESCRIPTION:" + _filled(size, b"our talk ")))
    ),
    "of an event without end": lambda size: b"BEGIN:VEVENT\r\nUID:1\r\n" + _filled(size, b"COMMENT:the same\r\n"),
    "with many guests": lambda size: EVENT % (1, INTERVIEW, _guests(size)),
    "with many alarms": lambda size: EVENT % (1, INTERVIEW, _filled(size, ALARM)),
    "with many exceptions": lambda size: (
        EVENT % (1, INTERVIEW, b"RRULE:FREQ=DAILY\r\n" + _filled(size, b"EXDATE:20261202T100000Z\r\n"))
    ),
    "with a long time zone": lambda size: ZONE % _filled(size, STANDARD) + EVENT % (1, INTERVIEW, b""),
    "of blank lines": lambda size: EVENT % (1, INTERVIEW, b"") + _filled(size, b"\r\n"),
    "of damage": lambda size: _filled(size, b"END:VEVENT\r\n"),
    "with an entry of ours that is endless": lambda size: (EVENT % (1, INTERVIEW, _attached(size) + b"\r\n")).replace(
        b"UID:1@x", b"UID:1@followup-cal"
    ),
    "with many series": lambda size: b"".join(
        EVENT % (number, b"Gym", b"RRULE:FREQ=WEEKLY\r\n") for number in range(size * 2000)
    ),
}
