"""What a person does in a calendar app: one component, unfolded, with LF line ends -> the same, changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Hand = Callable[[str], str | None]
ALARM = re.compile(r"BEGIN:VALARM\n.*?END:VALARM\n", re.DOTALL)
# Up to its value; a parameter in quotes may hold colons.
DESCRIPTION = re.compile(r'^DESCRIPTION(?:[^:"\n]|"[^"\n]*")*:', re.MULTILINE)
TIMES = re.compile(r"^((?:DTSTART|DUE|DTEND|RECURRENCE-ID)[^:\n]*):(\d{8}T\d{6})(Z?)$", re.MULTILINE)


def with_lines(*lines: str) -> Hand:
    """Adds property lines at the end of the component."""
    text = "".join(f"{line}\n" for line in lines)

    def hand(block: str) -> str:
        at = re.search(r"BEGIN:VALARM|END:(VEVENT|VTODO)", block)
        assert at is not None
        return block[: at.start()] + text + block[at.start() :]

    return hand


def without_lines(*names: str) -> Hand:
    """Takes properties away, also those whose names begin like this and end in a hyphen."""
    pattern = "|".join(f"{name}[^:;\n]*" if name.endswith("-") else name for name in names)
    return lambda block: re.sub(rf"(?m)^(?:{pattern})[:;].*\n", "", block)


def delete(_: str) -> None:
    """Deletes it."""


def tick(day: datetime) -> Hand:
    """Ticks a task off; an event gets a tick mark at the front of its title."""

    def hand(block: str) -> str:
        if block.startswith("BEGIN:VEVENT"):
            return block.replace("\nSUMMARY:", "\nSUMMARY:✓ ")
        stamp = f"{day.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        block = without_lines("STATUS", "COMPLETED", "PERCENT-COMPLETE")(block) or ""
        return with_lines("STATUS:COMPLETED", f"COMPLETED:{stamp}", "PERCENT-COMPLETE:100")(block) or ""

    return hand


def untick(block: str) -> str:
    """Opens it again."""
    if block.startswith("BEGIN:VEVENT"):
        return block.replace("\nSUMMARY:✓ ", "\nSUMMARY:")
    block = without_lines("STATUS", "COMPLETED", "PERCENT-COMPLETE")(block) or ""
    return with_lines("STATUS:NEEDS-ACTION")(block) or ""


def move(days: int = 0, minutes: int = 0) -> Hand:
    """Moves it, start and end; alarms at absolute moments stay where they are."""

    def shifted(match: re.Match[str]) -> str:
        moment = datetime.strptime(match[2], "%Y%m%dT%H%M%S") + timedelta(days=days, minutes=minutes)  # noqa: DTZ007
        return f"{match[1]}:{moment:%Y%m%dT%H%M%S}{match[3]}"

    return lambda block: TIMES.sub(shifted, block)


def lengthen(minutes: int) -> Hand:
    """Gives it more time: it ends later and begins when it did."""

    def later(match: re.Match[str]) -> str:
        moment = datetime.strptime(match[2], "%Y%m%dT%H%M%S") + timedelta(minutes=minutes)  # noqa: DTZ007
        return f"{match[1]}:{moment:%Y%m%dT%H%M%S}{match[3]}"

    return lambda block: re.sub(r"(?m)^((?:DUE|DTEND)[^:\n]*):(\d{8}T\d{6})(Z?)$", later, block)


def retitle(title: str) -> Hand:
    """Gives it another title."""
    return lambda block: re.sub(r"(?m)^SUMMARY[^:]*:.*$", f"SUMMARY:{title}", block)


def type_first(words: str) -> Hand:
    """Types a line at the top of the description."""
    return lambda block: DESCRIPTION.sub(lambda match: f"{match[0]}{words}\\n", block, count=1)


def describe(words: str) -> Hand:
    """Replaces the whole description."""
    return lambda block: re.sub(rf"(?m){DESCRIPTION.pattern}.*", lambda _: f"DESCRIPTION:{words}", block, count=1)


def silence(block: str) -> str:
    """Removes every alarm."""
    return ALARM.sub("", block)


def ring_before(minutes: int) -> Hand:
    """Sets one reminder of its own choice in the place of all others."""
    alarm = f"BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Soon\nTRIGGER:-PT{minutes}M\nEND:VALARM\n"
    return lambda block: re.sub(r"(?=END:V(?:EVENT|TODO)\n)", alarm, ALARM.sub("", block))


def erase(words: str) -> Hand:
    """Takes words out again."""
    return lambda block: block.replace(f"{words}\\n", "").replace(words, "")
