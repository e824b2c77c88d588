"""The people of a schedule with hours, as applicant tracking systems send it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from followup_cal.recognise.chains import chained
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import FULL

HOUR = re.compile(
    r"\d{1,2}[:.h]\d{2}(?:\s?[ap]m)?(?:\s?[-–—]\s?\d{1,2}[:.h]\d{2})?(?:\s?[ap]m)?(?:\s?uhr)?",
    re.IGNORECASE,
)
# What may stand beside the hours of a line that is followed by others: a time zone.
ZONE = re.compile(r"\W*(?:[A-Z]{2,5}|[A-Z][a-z]+ [Tt]ime)?\W*")
AND = r"(?:and|und|et|y|e|en|&|\+)"
BESIDE = re.compile(
    rf"(?:[–—:|-]|\bwith|\bmit|\bavec|\bcon|\bcom|\bmet)\s+({FULL}(?:\s*\([^()]*\)\s*{AND}\s.*)?)(?:\s*[,(].*)?$"
)
FUNCTION = re.compile(rf"{FULL}(?:\s*[,(&+–—|-]|\s(?:and|und|et|y|e|en)\s)")
MOST_LINES = 4


def itinerary(body: str, lexicon: Lexicon) -> Iterator[str]:
    """The names in a schedule, in its order.

    They stand beside the hours (`10:00-10:45 Dana Okafor, Staff Engineer`, `11:00 Manager talk - Sam Lee`) or in the
    lines below them, often below a line that says what the talk is about.
    """
    lines = [line.strip() for line in body.split("\n")]
    for number, line in enumerate(lines):
        hour = HOUR.match(line)
        if hour is None:
            continue
        rest = line[hour.end() :]
        if ZONE.fullmatch(rest):
            yield from _below(_block(lines[number + 1 :]), lexicon)
        else:
            yield from _beside(rest.strip(" -–—:|\t"), lexicon)


def _beside(text: str, lexicon: Lexicon) -> Iterator[str]:
    tail = BESIDE.search(text)
    yield from chained(tail[1] if tail else text, lexicon, least=2)


def _block(lines: Sequence[str]) -> list[str]:
    """The lines up to the next empty one or the next hour."""
    block: list[str] = []
    for line in lines[:MOST_LINES]:
        if HOUR.match(line) or (not line and block):
            break
        block += [line] if line else []
    return block


def _below(block: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    told = [line for line in block if FUNCTION.match(line) or BESIDE.search(line)]
    for line in told or block[-1:]:
        tail = BESIDE.search(line)
        yield from chained(tail[1] if tail and not FUNCTION.match(line) else line, lexicon, least=2)
