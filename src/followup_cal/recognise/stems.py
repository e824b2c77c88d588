"""A small set of words of which every phrase of a list contains one, to look for in raw text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from followup_cal.recognise.folding import fold


def stems(phrases: Iterable[str], marks: Iterable[str] = ()) -> tuple[str, ...]:
    """Leaves out of some phrases those that contain another one.

    Args:
        phrases: in the notation of the word lists; they come out folded, with single blanks.
        marks: hosts and tags, taken over as they are, folded.
    """
    plain = {re.sub(r"[\s-]+", " ", fold(phrase).strip("* ")) for phrase in phrases} - {""}
    chosen: list[str] = []
    for phrase in sorted(plain, key=lambda phrase: (len(phrase), phrase)):
        if not any(stem in phrase for stem in chosen):
            chosen.append(phrase)
    return (*sorted({fold(mark) for mark in marks}), *chosen)
