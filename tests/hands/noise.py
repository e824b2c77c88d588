"""What apps and servers do to an entry without anybody having changed anything: every one of these is no edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hands.edits import ALARM, Hand, with_lines, without_lines

LOCAL = re.compile(r"^(DTSTART|DUE|DTEND);TZID=([^:;\n]+):(\d{8}T\d{6})$", re.MULTILINE)
SAME_CLOCK = {"America/New_York": "US/Eastern"}
ABSOLUTE = re.compile(r"^TRIGGER;VALUE=DATE-TIME:(\d{8}T\d{6})Z$", re.MULTILINE)


def thunderbird(block: str) -> str:
    """A reminder was dismissed: stamps renewed, categories split, the generation counted, the order changed."""
    block = without_lines("DTSTAMP", "LAST-MODIFIED", "X-MOZ-")(block) or ""
    block = re.sub(r"(?m)^CATEGORIES:([^,\n]*),([^,\n]*)$", r"CATEGORIES:\1\nCATEGORIES:\2", block)
    stamps = ("DTSTAMP:20261117T200000Z", "LAST-MODIFIED:20261117T200000Z", "X-MOZ-LASTACK:20261117T200000Z")
    return reordered(with_lines(*stamps, "X-MOZ-GENERATION:2")(block) or "")


def snoozed(block: str) -> str:
    """Thunderbird's window of reminders was closed, which snoozes each for five minutes."""
    block = without_lines("DTSTAMP", "LAST-MODIFIED", "X-MOZ-")(block) or ""
    stamps = ("DTSTAMP:20261117T200000Z", "LAST-MODIFIED:20261117T200000Z", "X-MOZ-LASTACK:20261117T200000Z")
    return with_lines(*stamps, "X-MOZ-SNOOZE-TIME:20261117T200500Z", "X-MOZ-GENERATION:3")(block) or ""


def counted(block: str) -> str:
    """Saved without a change: the revision is counted all the same."""
    return re.sub(r"(?m)^SEQUENCE:(\d+)$", lambda match: f"SEQUENCE:{int(match[1]) + 1}", block)


def reordered(block: str) -> str:
    """The properties of the component in another order."""
    first, *lines = ALARM.sub("", block).splitlines()
    alarms = "".join(reversed(ALARM.findall(block)))
    body = "\n".join(sorted(lines[:-1], key=lambda line: line.partition(":")[0][::-1]))
    return f"{first}\n{body}\n{alarms}{lines[-1]}\n"


def davx5(block: str) -> str:
    """Alarms are rebuilt from minutes: absolute ones become relative, their UIDs are lost, the title stands in them."""
    title = re.search(r"(?m)^SUMMARY:(.*)$", block)
    start = _start(block)

    def rebuilt(match: re.Match[str]) -> str:
        minutes = _minutes(match[0], start)
        sign, size = ("-" if minutes < 0 else ""), abs(minutes)
        return (
            f"BEGIN:VALARM\nTRIGGER:{sign}PT{size}M\nACTION:DISPLAY\n"
            f"DESCRIPTION:{title[1] if title else ''}\nEND:VALARM\n"
        )

    return ALARM.sub(rebuilt, block)


def tasks_org(block: str) -> str:
    """All alarms are replaced by ones with a description of the app's own."""
    words = "DESCRIPTION:Default Tasks.org description"
    return ALARM.sub(lambda match: re.sub(r"DESCRIPTION:.*", words, match[0]), davx5(block))


def acknowledged(block: str) -> str:
    """The phone has rung, also where it had before: the moment may stand there once only (RFC 9074, 6.1)."""
    block = without_lines("ACKNOWLEDGED")(block) or ""
    return ALARM.sub(lambda match: match[0].replace("END:VALARM", "ACKNOWLEDGED:20261117T200000Z\nEND:VALARM"), block)


def spelled_p0d(block: str) -> str:
    """Nothing, spelled another way."""
    return block.replace("TRIGGER:PT0S", "TRIGGER;RELATED=START:P0D")


def in_utc(block: str) -> str:
    """Every time in UTC."""

    def moved(match: re.Match[str]) -> str:
        moment = datetime.strptime(match[3], "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(match[2]))
        return f"{match[1]}:{moment.astimezone(UTC):%Y%m%dT%H%M%S}Z"

    return LOCAL.sub(moved, block)


def in_another_zone(block: str) -> str:
    """Every time in a zone of another name where clocks show the same."""
    return LOCAL.sub(lambda match: f"{match[1]};TZID={SAME_CLOCK.get(match[2], match[2])}:{match[3]}", block)


def absolute_alarms(block: str) -> str:
    """Every alarm at a moment in UTC: the same moment."""
    start = _start(block)

    def rebuilt(match: re.Match[str]) -> str:
        moment = (start + timedelta(minutes=_minutes(match[0], start))).astimezone(UTC)
        return re.sub(r"(?m)^TRIGGER.*$", f"TRIGGER;VALUE=DATE-TIME:{moment:%Y%m%dT%H%M%SZ}", match[0])

    return ALARM.sub(rebuilt, block)


def windows_line_ends(block: str) -> str:
    """Windows line ends in the text: a carriage return before every line feed, escaped as people escape it."""
    return re.sub(r"(?m)^(DESCRIPTION:)(.*)$", lambda match: match[1] + match[2].replace("\\n", "\\r\\n"), block)


def rendered(block: str) -> str:
    """A rendering of the text beside it, which Thunderbird shows instead."""
    page = "data:text/html,%3Cbody%3EHello%3C%2Fbody%3E"
    return re.sub(r"(?m)^DESCRIPTION:", f'DESCRIPTION;ALTREP="{page}":', block)


def trailing_blanks(block: str) -> str:
    """Blanks at the ends of the lines of the description, and an empty line below it."""
    return re.sub(r"(?m)^(DESCRIPTION:)(.*)$", lambda match: match[1] + match[2].replace("\\n", " \\n") + "\\n", block)


def refolded(block: str) -> str:
    """Long lines folded at 60 characters, by tabs."""
    return "".join(re.sub(r"(.{58})(?=.)", "\\1\n\t", line) + "\n" for line in block.splitlines())


NOISE: Mapping[str, Hand] = {
    "thunderbird": thunderbird,
    "reordered": reordered,
    "davx5": davx5,
    "tasks.org": tasks_org,
    "acknowledged": acknowledged,
    "P0D": spelled_p0d,
    "no class": without_lines("CLASS"),
    "class": lambda block: with_lines("CLASS:PUBLIC")(without_lines("CLASS")(block) or ""),
    "snoozed": snoozed,
    "counted": counted,
    "another zone": in_another_zone,
    "absolute alarms": absolute_alarms,
    "Windows": windows_line_ends,
    "rendered": rendered,
    "no X- properties": without_lines("X-FOLLOWUP-CAL-"),
    "UTC": in_utc,
    "blanks": trailing_blanks,
    "refolded": refolded,
}


def _start(block: str) -> datetime:
    local = re.search(r"(?m)^DTSTART;TZID=([^:;\n]+):(\d{8}T\d{6})$", block)
    if local is not None:
        return datetime.strptime(local[2], "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(local[1]))
    utc = re.search(r"(?m)^DTSTART:(\d{8}T\d{6})Z$", block)
    assert utc is not None
    return datetime.strptime(utc[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def _minutes(alarm: str, start: datetime) -> int:
    absolute = ABSOLUTE.search(alarm)
    if absolute is not None:
        moment = datetime.strptime(absolute[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        return round((moment - start) / timedelta(minutes=1))
    relative = re.search(r"(?m)^TRIGGER[^:]*:(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$", alarm)
    assert relative is not None, alarm
    days, hours, minutes = (int(relative[n] or 0) for n in (2, 3, 4))
    size = days * 1440 + hours * 60 + minutes
    return -size if relative[1] else size
