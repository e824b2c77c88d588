"""Decides which components can matter."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from enum import Enum
from functools import lru_cache

from followup_cal.identity import SUFFIX, is_ours
from followup_cal.scan.folding import any_case, properties, unfold
from followup_cal.scan.values import Selection
from followup_cal.scan.words import Text, Words

_MARK = SUFFIX.encode()
_SERIES = re.compile(
    rb"\n"
    + any_case(b"R")
    + rb"(?:"
    + any_case(b"RULE")
    + rb"|"
    + any_case(b"DATE")
    + rb"|"
    + any_case(b"ECURRENCE-ID")
    + rb")"
)
_SERIES_NAMES = frozenset({"RRULE", "RDATE", "RECURRENCE-ID"})
_TITLE = re.compile(rb"\n(?:" + any_case(b"SUMMARY") + rb"|" + any_case(b"CATEGORIES") + rb")[^:\n]*:([^\n]*)")
_INVITED = re.compile(rb"\n(?:" + any_case(b"ATTENDEE") + rb"|" + any_case(b"ORGANIZER") + rb")[;:]")
_DAY = re.compile(rb"\s*(\d{8})")
_DURATION = re.compile(rb"\s*\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\s*", re.IGNORECASE)


class Verdict(Enum):
    """What becomes of a component; SERIES means: dropped, unless another one with its UID is kept."""

    KEEP = "keep"
    DROP = "drop"
    SERIES = "series"


class Judge:
    """Applies a selection to single components.

    Dates are compared as they are written, whatever their zone: local dates are less than a day off the UTC date, so
    the bounds lie one day further out than the slack.

    Attributes:
        first: events that end before this day, YYYYMMDD, are out.
        last: events that begin after this day are out.
        blind: nothing but our own entries can be kept.
    """

    def __init__(self, selection: Selection) -> None:
        self._words = Words(selection.words)
        self._title_words = Words(selection.title_words)
        self._booking_words = Words(selection.booking_words)
        self._talk_words = Words(selection.talk_words)
        self._topic_words = Words(selection.topic_words)
        self._everything = selection.everything
        self.first = _digits(_shifted(selection.start.astimezone(UTC).date(), -2))
        self.last = _digits(_shifted(selection.end.astimezone(UTC).date(), 2))
        self.blind = not (self._everything or self._words or self._title_words)

    def verdict(self, name: str, raw: bytes) -> tuple[Verdict, str | None]:
        """Judges a whole VEVENT or VTODO.

        Returns:
            the verdict, with the UID where it is KEEP or SERIES.
        """
        text = unfold(raw)
        if _MARK in text:
            uid = uid_of(properties(text))
            if is_ours(uid):
                return Verdict.KEEP, uid
        if name == "VTODO" or self.blind:
            return Verdict.DROP, None
        wordy = self.has_word(text)
        if not wordy and not _SERIES.search(text):
            return Verdict.DROP, None
        found = properties(text)
        series = not _SERIES_NAMES.isdisjoint(found)
        if wordy and (series or self._in_window(found)):
            return Verdict.KEEP, uid_of(found)
        return (Verdict.SERIES, uid_of(found)) if series else (Verdict.DROP, None)

    def has_word(self, unfolded: bytes) -> bool:
        """Whether a component holds what is asked for."""
        if self._everything:
            return True
        text = Text(unfolded)
        if self._words.found_in(text):
            return True
        # What does not stand anywhere does not stand in the title.
        titled = self._title_words.found_in(text)
        if titled and (self._booking_words.found_in(text) or self._title_words.found_in(_title(unfolded))):
            return True
        if not self._topic_words.found_in(text):
            return False
        by_hand = not _INVITED.search(unfolded) and self._topic_words.found_twice_in(text)
        return by_hand or self._talk_words.found_in(_title(unfolded))

    def _in_window(self, found: dict[str, bytes]) -> bool:
        """Whether an event can touch the window; what cannot be read can."""
        start = _digits_of(found.get("DTSTART", b""))
        if start is None:
            return True
        if start >= self.first:
            return start <= self.last
        end = _digits_of(found["DTEND"]) if "DTEND" in found else _after(start, found.get("DURATION", b"P0D"))
        return end is None or end >= self.first


@lru_cache(maxsize=8)
def judge_of(selection: Selection) -> Judge:
    """The same judge for the same selection, so that a folder of many small files learns its vocabulary once."""
    return Judge(selection)


def _title(unfolded: bytes) -> Text:
    return Text(b"\n".join(_TITLE.findall(unfolded)))


def uid_of(found: dict[str, bytes]) -> str | None:
    """The UID among properties; None where it is absent or empty."""
    return found.get("UID", b"").decode("utf-8", "replace").strip() or None


def _digits_of(value: bytes) -> bytes | None:
    match = _DAY.match(value)
    return match[1] if match else None


def _after(start: bytes, duration: bytes) -> bytes | None:
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        day = date(int(start[:4]), int(start[4:6]), int(start[6:]))
        # The time of day is not looked at, so the end may be a day later.
        span = timedelta(weeks=weeks, days=days + 1, hours=hours, minutes=minutes, seconds=seconds)
        return _digits(day + span)
    except (ValueError, OverflowError):
        return None


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def _digits(day: date) -> bytes:
    return f"{day.year:04}{day.month:02}{day.day:02}".encode()
