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


def harmless(text: str, longest: int = LONGEST) -> str:
    """One printable line of bounded length, in which nothing reads as a tag.

    Args:
        text: from a calendar or from the user.
        longest: what is longer is cut and ends in an ellipsis.
    """
    seen = "".join(" " if unicodedata.category(c) in SEPARATORS else c for c in text if not _reorders(c))
    line = TAG_SIGN.sub("", " ".join(seen.split()))
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _reorders(character: str) -> bool:
    return character in MARKS or unicodedata.bidirectional(character) in EMBEDDINGS
