"""Expressions of time in one language, compiled from its word list. Pure: knows words, not what they mean for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from followup_cal.recognise.folding import fold

ORDER = {
    "mdy": ("month", "day"),
    "dmy": ("day", "month"),
    "ymd": ("month", "day"),
}
ISO = r"(?<!\d)(?P<year>\d{4})-(?P<mo>\d{1,2})-(?P<day>\d{1,2})(?!\d)"
YEAR_FIRST = r"(?<!\d)(?P<year>\d{4})[/年.](?P<mo>\d{1,2})[/月.](?P<day>\d{1,2})日?(?!\d)"
# `Monday or Tuesday`, in every language.
WEEKDAYS = "{weekday}{or}{last}"
SLOT = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language speaks of time.

    Attributes:
        patterns: (kind, expression), kinds as in the word lists, with named groups for the slots.
        words: slot -> folded word -> number (months from 1, weekdays from Monday = 0).
        named: folded name of a day -> its rule (`12/25`, `9/1mon` for the first Monday, `easter-47`,
            `advent-21` for so many days before the fourth Sunday of Advent).
        holidays_end: the last day of the winter holidays, `1/1` or `1/6`.
    """

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    words: Mapping[str, Mapping[str, int]]
    named: Mapping[str, str]
    units: Mapping[str, str]
    holidays_end: str = "1/1"


def calendar(dates: Mapping[str, Any]) -> Calendar:
    """Compiles the table `dates` of a word list."""
    words = {
        "month": _numbered(dates["months"], 1),
        "weekday": _numbered(dates["weekdays"], 0),
        "number": _numbered(dates["numbers"], 1),
        "ordinal": {fold(word): number for word, number in dates.get("ordinals", {}).items()},
    }
    named = {fold(name): rule for name, rule in dates.get("named", {}).items()}
    units = {fold(word): unit for unit in ("days", "workdays", "weeks") for word in dates[unit]}
    number = _either(words["number"], r"\d{1,2}")
    slots = {
        "day": r"(?P<day>(?<!\d)\d{1,2}(?!\d))",
        "th": r"(?:st|nd|rd|th)?",
        "year": r"(?P<year>\d{4})",
        "month": rf"(?P<month>(?<!\d){_either(words['month'])})\.?",
        "weekday": rf"(?P<weekday>{_either(words['weekday'])})\.?",
        "last": rf"(?:[a-z]{{1,3}} )?(?P<last>{_either(words['weekday'])})\.?",
        "ordinal": rf"(?P<ordinal>{_either(words['ordinal'], r'[1-5](?:st|nd|rd|th|[.]|ª|e|°)')})",
        "n": rf"(?P<n>(?<!\d){number})",
        "m": rf"(?P<m>{number})",
        "unit": rf"(?P<unit>{_either(units)})",
        "named": rf"(?P<named>{_either(named)})",
        "to": rf"\s*{_either(map(fold, dates['to']))}\s*",
        "or": rf"\s*{_either(['/', *map(fold, dates['to'])])}\s*",
    }
    patterns = [("date", re.compile(ISO)), ("date", re.compile(YEAR_FIRST)), *_numeric(str(dates["order"]))]
    patterns += [("weekdays", re.compile(_filled(WEEKDAYS, slots)))]
    for kind, phrases in dates["patterns"].items():
        patterns += [(kind, re.compile(_filled(phrase, slots))) for phrase in phrases]
    return Calendar(tuple(patterns), words, named, units, str(dates.get("holidays_end", "1/1")))


def _numbered(names: Iterable[Iterable[str]], first: int) -> dict[str, int]:
    return {fold(name): number for number, group in enumerate(names, first) for name in group}


def _either(words: Iterable[str], *expressions: str) -> str:
    listed = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join([*(re.escape(word) for word in listed), *expressions, *(() if listed else ("(?!)",))]) + ")"


def _numeric(order: str) -> list[tuple[str, re.Pattern[str]]]:
    first, second = (("mo" if part == "month" else part) for part in ORDER[order])
    pair = rf"(?P<{first}>\d{{1,2}})"
    rest = rf"(?P<{second}>\d{{1,2}})"
    found = [rf"(?<![\d/.]){pair}/{rest}(?:/(?P<year>\d{{4}}|\d{{2}}))?(?![\d/])"]
    if order == "dmy":
        found.append(rf"(?<![\d/.]){pair}\.\s?{rest}\.(?:\s?(?P<year>\d{{4}}|\d{{2}})(?!\d))?")
        found.append(rf"(?<![\d/.-]){pair}-{rest}(?:-(?P<year>\d{{4}}))?(?![\d-])")
    return [("date", re.compile(item)) for item in found]


def _filled(phrase: str, slots: Mapping[str, str]) -> str:
    pieces = re.split(r"(\{\w+\})", fold(phrase))
    body = "".join(slots[piece[1:-1]] if SLOT.fullmatch(piece) else _spaced(piece) for piece in pieces)
    opens = r"(?<![a-z\d])" if phrase[0].isascii() else ""
    closes = r"(?![a-z\d])" if phrase[-1].isascii() else ""
    return opens + body + closes


def _spaced(text: str) -> str:
    """The expression of the fixed part of a phrase: a blank also matches a hyphen."""
    return r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]", text))
