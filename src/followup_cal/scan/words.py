"""Looks for words in components, whatever their case, accents, folds, blanks and hyphens.

Texts and words are compared as runs of letters with one blank between them; digits and signs count as blanks. That
finds a little more than was asked for, never less, and lets a word be judged once for all texts it stands in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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


class Text:
    """What is looked through, cut into runs once for all words.

    Args:
        unfolded: of a component, or of some of its lines.
    """

    def __init__(self, unfolded: bytes) -> None:
        for blank in _BLANKS:
            unfolded = unfolded.replace(blank, b" ")
        self._row = runs(unfolded)
        self.runs = frozenset(self._row)

    def joined(self) -> bytes:
        """All runs in their order, a blank around each."""
        return b" ".join((b"", *self._row, b""))


class Words:
    """A set of words to look for.

    Args:
        words: single or several words in a row. They are found inside longer ones, too; with a blank at both ends only
            where no letters stand around them.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        closed = [b" ".join(runs(word.encode())) for word in words if word[:1] == " " == word[-1:]]
        open_ = [b" ".join(runs(word.encode())) for word in words if not word[:1] == " " == word[-1:]]
        self._whole = frozenset(word for word in closed if b" " not in word) - {b""}
        self._single = sorted({word for word in open_ if b" " not in word} - {b""})
        # By the longest part of words in a row: without it, or a run it is inside of, the rest need not be looked for.
        self._closed_rows = _by_longest(b" " + word + b" " for word in closed if b" " in word)
        self._rows = _by_longest(word for word in open_ if b" " in word)
        self._dull: set[bytes] = set()
        self._parts: dict[bytes, list[bytes]] = {}
        self._hits: set[bytes] = set()

    def __bool__(self) -> bool:
        return bool(self._whole or self._single or self._rows or self._closed_rows)

    def found_in(self, text: Text) -> bool:
        """Whether any of the words stands in a text."""
        if not self._whole.isdisjoint(text.runs):
            return True
        fresh = text.runs - self._dull
        if not fresh:
            return False
        if not self._hits.isdisjoint(fresh) or any(self._is_hit(run) for run in fresh - self._parts.keys()):
            return True
        near = self._parts.keys() & fresh
        if not near:
            return False
        joined = text.joined()
        return any(row in joined for part in near for row in self._parts[part])

    def found_twice_in(self, text: Text) -> bool:
        """Whether words stand at two places of a text; scripts without blanks may hold two in one run."""
        for run in text.runs - self._dull - self._parts.keys() - self._hits:
            self._is_hit(run)
        row = text.joined()
        places = sum((run in self._whole) or (run in self._hits) * (1 if run.isascii() else 2) for run in row.split())
        near = self._parts.keys() & text.runs
        return places + sum(row.count(words) for part in near for words in self._parts[part]) > 1

    def _is_hit(self, run: bytes) -> bool:
        """Judges a run that has not been met before, and remembers what it is."""
        hit = any(word in run for word in self._single)
        rows = [row for part, rows in self._rows.items() if part in run for row in rows]
        rows += self._closed_rows.get(run, [])
        for known in (self._dull, self._parts, self._hits):
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
        if hit:
            self._hits.add(run)
        elif rows:
            self._parts[run] = rows
        else:
            self._dull.add(run)
        return hit


def _by_longest(rows: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for row in sorted(set(rows)):
        found.setdefault(max(row.split(), key=len), []).append(row)
    return found
