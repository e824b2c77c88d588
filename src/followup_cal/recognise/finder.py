"""Looks for many phrases in a text without compiling those that cannot stand in it. Pure.

A list of phrases as one regular expression takes longer to compile than most calendars take to read. Of each list only
the few phrases whose first word occurs in the text are tried, one small expression for each first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from followup_cal.recognise.alternation import alternation, unspaced

WORD = re.compile(r"\w+")


class Finder:
    """Some folded phrases in the notation of the word lists, to be looked for in folded texts.

    Where several phrases match, the leftmost counts, and of those the longest.
    """

    __slots__ = ("_by_word", "_first_words", "_parts")

    def __init__(self, phrases: Iterable[str]) -> None:
        by_word: dict[str, list[str]] = {}
        parts: list[tuple[str, str]] = []
        for phrase in phrases:
            core = phrase.strip().strip("*")
            words = WORD.findall(core)
            if not words:
                parts += [(core, phrase)] if core else []
            elif phrase.startswith("*") or (phrase.endswith("*") and len(words) == 1) or any(map(unspaced, words[0])):
                parts.append((words[0], phrase))
            else:
                by_word.setdefault(words[0], []).append(phrase)
        self._by_word = {word: tuple(found) for word, found in by_word.items()}
        self._first_words = frozenset(by_word)
        self._parts = tuple(parts)

    def search(self, folded: str) -> re.Match[str] | None:
        """The first match."""
        found = [match for expression in self._near(folded) if (match := expression.search(folded))]
        return min(found, key=_place, default=None)

    def match(self, folded: str) -> re.Match[str] | None:
        """The longest match at the beginning."""
        found = [match for expression in self._near(folded) if (match := expression.match(folded))]
        return max(found, key=lambda match: match.end(), default=None)

    def ending(self, folded: str) -> re.Match[str] | None:
        """The longest match at the end."""
        every = (match for expression in self._near(folded) for match in expression.finditer(folded))
        return min((match for match in every if match.end() == len(folded)), key=_place, default=None)

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """All matches from left to right, none of them overlapping another."""
        end = 0
        every = [match for expression in self._near(folded) for match in expression.finditer(folded)]
        for match in sorted(every, key=_place):
            if match.start() >= end:
                yield match
                end = match.end()

    def _near(self, folded: str) -> list[re.Pattern[str]]:
        """The expressions that may match: of nearly every list there are none."""
        found = [self._by_word[word] for word in self._first_words & _words(folded)]
        found += [(phrase,) for part, phrase in self._parts if part in folded]
        return [_compiled(phrases) for phrases in found]


def _place(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), -match.end()


@lru_cache(maxsize=512)
def _words(folded: str) -> frozenset[str]:
    return frozenset(WORD.findall(folded))


@lru_cache(maxsize=1 << 15)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternation(phrases))
