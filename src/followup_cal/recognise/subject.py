"""What a title is about besides an interview: `interview re charity swim`, `colloquio con i prof di Mia`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from followup_cal.recognise.folding import fold
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.position import INSIDE, is_position
from followup_cal.recognise.reading import Reading, everyday
from followup_cal.recognise.segments import Segment

ARTICLE = re.compile(r"[ld][\'’](?=\w)")
# `Mia's interview`
POSSESSIVE = re.compile(r"[^\W\d_]+['’]s$")
FEW = 2


def subject(parts: Sequence[Segment], reading: Reading, lexicon: Lexicon) -> str:
    """The first part of a title that is neither a name nor a position but reads like a sentence; empty where none is.

    Args:
        parts: of the title, without the words for an interview.
        reading: the event.
        lexicon: the words.
    """
    if reading.title == reading.title.lower():
        return ""
    common = frozenset().union(*(everyday(lexicon, language) for language in lexicon.languages))
    if parts and POSSESSIVE.match(parts[0].text) and reading.title.startswith(parts[0].text):
        return parts[0].text
    told = (part.text for part in parts if not part.gendered and not lexicon.of("company.at").search(part.lead or " "))
    return next((text for text in told if _reads_on(text, common, lexicon)), "")


def _reads_on(text: str, common: frozenset[str], lexicon: Lexicon) -> bool:
    words = text.split()
    if not words:
        return False
    if ARTICLE.match(text):
        return True
    if is_position(text, lexicon) or is_position(text.removesuffix("s"), lexicon):
        return False
    small = [fold(word) for word in words if word[0].islower()]
    return (words[0][0].islower() and len(words) >= FEW) or any(word in common and word not in INSIDE for word in small)
