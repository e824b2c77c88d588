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
# What an interview is of: `entretien de naturalisation`, `landlord interview`.
BEHIND = re.compile(r" (?:de|di|du|per|pour|para|zur|zum|voor)(?: la| le| el| il| o| a)? ([^\W\d_A-ZÀ-Þ]{4,})")
BEFORE = re.compile(r"(?<=\W)([^\W\d_A-ZÀ-Þ]{4,}) $")


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
    qualified = _qualified(reading, common, lexicon)
    if qualified:
        return qualified
    told = (part.text for part in parts if not part.gendered and not lexicon.of("company.at").search(part.lead or " "))
    return next((text for text in told if _reads_on(text, common, lexicon)), "")


def _reads_on(text: str, common: frozenset[str], lexicon: Lexicon) -> bool:
    met = lexicon.of("company.with").search(fold(text))
    words = (text[: met.start()] if met else text).split()
    if not words:
        return False
    if ARTICLE.match(text):
        return True
    if lexicon.of("company.kinds").pattern.match(fold(text)):
        return False
    if is_position(text, lexicon) or is_position(text.removesuffix("s"), lexicon):
        return False
    small = [fold(word) for word in words if word[0].islower()]
    return (words[0][0].islower() and len(words) >= FEW) or any(word in common and word not in INSIDE for word in small)


def _qualified(reading: Reading, common: frozenset[str], lexicon: Lexicon) -> str:
    """The noun that says what kind of interview it is, where no such kind is known."""
    match = lexicon.of("interview.strong").search(reading.folded_title)
    if match is None:
        return ""
    before, behind = reading.title[: match.start()], reading.title[match.end() :]
    found = [one[1] for one in (BEFORE.search(before), BEHIND.match(behind)) if one]
    known = ("title.filler", "interview.talk", "interview.weak", "interview.context", "role.nouns", "company.kinds")
    return next(
        (
            word
            for word in found
            if fold(word) not in common and not any(lexicon.of(path).search(fold(word)) for path in known)
        ),
        "",
    )
