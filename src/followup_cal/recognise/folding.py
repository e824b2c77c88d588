"""Text made comparable, and lists of phrases that are looked for in it. Pure.

Folding keeps every character in its place, so that what is found in the folded text can be cut out of the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from followup_cal.recognise.finder import Finder

APOSTROPHES = "’‘`´ʼ＇"
DASHES = "‐‑‒–—―−－"
# Accents are taken off European letters only: in Japanese the marks tell syllables apart.
LAST_EUROPEAN = 0x1FFF


class _Table(dict[int, str]):
    """How one character is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign in APOSTROPHES:
            folded = "'"
        elif sign in DASHES:
            folded = "-"
        else:
            wide = unicodedata.normalize("NFKC", sign)
            wide = wide if len(wide) == 1 else sign
            base = unicodedata.normalize("NFD", wide)[0] if ord(wide) <= LAST_EUROPEAN else wide
            lower = base.lower()
            folded = lower if len(lower) == 1 else base
        self[code] = folded
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Lower case, accents and typographic variants removed; as long as the text was, character by character."""
    return text.translate(_TABLE)


def squash(text: str) -> str:
    """Folds and keeps letters and digits only, to compare names with host names."""
    return re.sub(r"[\W_]+", "", fold(text).replace("ß", "ss"))


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """A list of phrases, made ready for the search when it is first used."""

    phrases: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Phrases:
        """Takes phrases in the notation of the word lists."""
        return cls(tuple(dict.fromkeys(phrases)))

    @property
    def pattern(self) -> Finder:
        """What finds them in folded text."""
        return _finder(self)

    def found(self, folded: str) -> tuple[str, ...]:
        """The distinct phrases of a folded text, as they stand there."""
        return tuple(dict.fromkeys(match.group().strip() for match in self.pattern.finditer(folded)))

    def search(self, folded: str) -> re.Match[str] | None:
        """The first place where one of the phrases stands."""
        return self.pattern.search(folded)

    def fills(self, folded: str) -> bool:
        """Whether a folded text consists of these phrases alone."""
        rest, end = "", 0
        for match in self.pattern.finditer(folded):
            rest, end = rest + folded[end : match.start()], match.end()
        return not re.sub(r"[\W_]+", "", rest + folded[end:])


@lru_cache(maxsize=4096)
def _finder(phrases: Phrases) -> Finder:
    return Finder(fold(phrase) for phrase in phrases.phrases)
