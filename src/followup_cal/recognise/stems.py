"""A small set of words of which every phrase of a list contains one, to look for in raw text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from followup_cal.recognise.folding import fold, unspaced

SHORTEST = 5


def stems(phrases: Iterable[str], marks: Iterable[str] = ()) -> tuple[str, ...]:
    """Chooses words so that each phrase contains at least one of them.

    Args:
        phrases: in the notation of the word lists.
        marks: taken over as they are, folded.

    A word that many phrases share is chosen first; a phrase of short words is kept whole, once with blanks and once
    with hyphens.
    """
    left = {re.sub(r"[\s-]+", " ", fold(phrase).strip("* ")) for phrase in phrases} - {""}
    chosen: list[str] = sorted({fold(mark) for mark in marks})
    for word in _by_use(left):
        covered = {phrase for phrase in left if word in phrase}
        if covered:
            chosen.append(word)
            left -= covered
    for phrase in sorted(left, key=len):
        if not any(stem in phrase for stem in chosen):
            chosen += dict.fromkeys((phrase, phrase.replace(" ", "-")))
    return tuple(chosen)


def _by_use(phrases: Iterable[str]) -> Sequence[str]:
    listed = list(phrases)
    words = {word for phrase in listed for word in phrase.split() if len(word) >= SHORTEST or unspaced(word[0])}
    use = {word: sum(word in phrase for phrase in listed) for word in words}
    return sorted(words, key=lambda word: (-use[word], len(word), word))
