"""A small set of words of which every phrase of a list contains one, to look for in raw text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from followup_cal.recognise.alternation import unspaced
from followup_cal.recognise.folding import fold


def stems(phrases: Iterable[str], marks: Iterable[str] = ()) -> tuple[str, ...]:
    """Leaves out of some phrases those that contain another one.

    Args:
        phrases: in the notation of the word lists; they come out folded, with single blanks, and with a blank at either
            end where the word ends there.
        marks: hosts and tags, taken over as they are, folded.
    """
    whole: set[str] = set()
    inside: set[str] = set()
    for phrase in phrases:
        plain = re.sub(r"[\s-]+", " ", fold(phrase).strip("* "))
        if plain:
            (inside if "*" in phrase or unspaced(max(plain)) else whole).add(plain)
    single = {phrase for phrase in whole if " " not in phrase}
    rows = {phrase for phrase in whole - single if single.isdisjoint(phrase.split())}
    parts: dict[str, None] = {}
    for part in sorted(inside, key=lambda part: (len(part), part)):
        if parts.keys().isdisjoint(part[start:end] for end in range(len(part) + 1) for start in range(end)):
            parts[part] = None
    return (*sorted({fold(mark) for mark in marks}), *(f" {phrase} " for phrase in sorted(single | rows)), *parts)
