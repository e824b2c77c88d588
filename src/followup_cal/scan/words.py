"""Looks for words in components, whatever their case, accents, folds, blanks and hyphens.

Texts and words are compared as runs of letters with one blank between them; digits and signs count as blanks. That
finds a little more than was asked for, never less, and lets a word be judged once for all texts it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_letters

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_KEPT = frozenset(ascii_letters.encode()) | frozenset(range(128, 256))
# ASCII letters in lower case, all else in ASCII a blank; bytes of other scripts stay.
_TABLE = bytes(code if code in _KEPT else ord(" ") for code in range(256)).lower()
_SMALL = frozenset({"Mn", "Cf"})
_BLANK_CATEGORIES = frozenset("ZPSNC")
# What stands for a blank: escaped line ends (RFC 5545, 3.3.11) and the blank of HTML.
_BLANKS = (b"\\n", b"\\N", b"&nbsp;")
_MOST_REMEMBERED = 1 << 16


@lru_cache(maxsize=4096)
def _folded(foreign: str) -> str:
    """Non-ASCII text in lower case, without accents, marks and invisible characters; signs become blanks."""
    apart = unicodedata.normalize("NFKD", foreign.casefold())
    kinds = ((letter, unicodedata.category(letter)) for letter in apart)
    return "".join(" " if kind[0] in _BLANK_CATEGORIES else letter for letter, kind in kinds if kind not in _SMALL)


def runs(text: bytes) -> list[bytes]:
    """The runs of letters in a text: `Telefon-Gespräch, 10 Uhr` gives `telefon`, `gesprach`, `uhr`.

    Args:
        text: UTF-8, or else what is most likely Windows' western code page.
    """
    if not text.isascii():
        try:
            decoded = text.decode()
        except UnicodeDecodeError:
            decoded = text.decode("cp1252", "replace")
        text = _FOREIGN.sub(lambda run: _folded(run[0]), decoded).encode("utf-8", "replace")
    return text.translate(_TABLE).split()


class Words:
    """A set of words to look for.

    Args:
        words: single or several words in a row; they are found inside longer ones, too.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        folded = {b" ".join(runs(word.encode())) for word in words} - {b""}
        needed = sorted(word for word in folded if not any(other != word and other in word for other in folded))
        self._rows = [word for word in needed if b" " in word]
        # The longest part of words in a row: without it in some run the rest need not be looked for.
        parts = [max(row.split(), key=len) for row in self._rows]
        self._single = _any_of([word for word in needed if b" " not in word])
        self._part = _any_of(parts)
        self._dull: set[bytes] = set()
        self._parts: set[bytes] = set()
        self._hits: set[bytes] = set()

    def __bool__(self) -> bool:
        return bool(self._single or self._part)

    def found_in(self, unfolded: bytes) -> bool:
        """Whether any of the words stands in the text of a component."""
        text = runs(unfolded)
        if self._dull.issuperset(text):
            return False
        if not self._hits.isdisjoint(text):
            return True
        fresh = set(text) - self._dull - self._parts
        if any(self._is_hit(run) for run in fresh):
            return True
        return not self._parts.isdisjoint(text) and self._has_row(unfolded)

    def _has_row(self, unfolded: bytes) -> bool:
        for blank in _BLANKS:
            unfolded = unfolded.replace(blank, b" ")
        joined = b" ".join(runs(unfolded))
        return any(row in joined for row in self._rows)

    def _is_hit(self, run: bytes) -> bool:
        """Judges a run that has not been met before, and remembers what it is."""
        hit = self._single is not None and self._single.search(run) is not None
        part = self._part is not None and self._part.search(run) is not None
        known = self._hits if hit else self._parts if part else self._dull
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        known.add(run)
        return hit


@lru_cache(maxsize=8)
def words_of(words: tuple[str, ...]) -> Words:
    """The same set for the same words, so that a folder of many small files learns its vocabulary once."""
    return Words(words)


def _any_of(words: list[bytes]) -> re.Pattern[bytes] | None:
    return re.compile(b"|".join(re.escape(word) for word in words)) if words else None
