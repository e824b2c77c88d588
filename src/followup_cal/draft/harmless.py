"""Words of strangers, made fit to stand in a sentence of ours.

What this module must not know: which words, in which sentence.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 160
TAG_SIGN = re.compile(r"(?<!\w)#+(?=\w)")
SEPARATORS = {"Cc", "Zl", "Zp"}
# What reorders the text around it (UAX 9) and so can make a line look like another.
MARKS = {"\u200e", "\u200f", "\u061c"}
EMBEDDINGS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


class _Table(dict[int, str]):
    """What becomes of one character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        reorders = sign in MARKS or unicodedata.bidirectional(sign) in EMBEDDINGS
        self[code] = "" if reorders else " " if unicodedata.category(sign) in SEPARATORS else sign
        return self[code]


_TABLE = _Table()


def harmless(text: str, longest: int = LONGEST) -> str:
    """One printable line of bounded length, in which nothing reads as a tag.

    Args:
        text: from a calendar or from the user.
        longest: what is longer is cut and ends in an ellipsis.
    """
    line = TAG_SIGN.sub("", " ".join(text.translate(_TABLE).split()))
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
