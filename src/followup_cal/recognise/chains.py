"""Names in a row at the beginning of a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from followup_cal.model import Person
from followup_cal.recognise.finder import Finder
from followup_cal.recognise.folding import fold
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import ADDRESS, FULL, NAME, PARTICLE, WORD, is_full, is_name, merged, presentable
from followup_cal.recognise.vouching import begins_with_function

AND = re.compile(r"\s+(?:and|und|et|y|e|en|ed|&|\+)\s+")
LAST_FIRST = re.compile(rf"{WORD}, {WORD}\s*\(")
# Two first names, or a Spanish or Portuguese family name of two: the former is what people note down.
PAIR = re.compile(rf"({WORD}) [ey] ({WORD})")
FUNCTION = re.compile(r" ?[\w&.-]{1,30}(?: [\w&.-]{1,30}){0,4}")
# `recruiter Dana`, `site GM (Dana Okafor)`
SMALL_FUNCTION = re.compile(
    rf"[a-zà-ÿ][\w&.-]{{0,20}}(?: (?:[a-zà-ÿ][\w&.-]{{0,20}}|[A-Z]{{2,4}})){{0,3}} \((?={WORD})"
    rf"|(?:[a-zà-ÿ]{{2,20}} ){{1,4}}(?={WORD})"
)
FULL_NAME = re.compile(rf"(?<=\(){FULL}\)")
# What may stand behind a lone word that follows a full name and a comma, lest it tells where or for what they are.
GOES_ON = re.compile(r"\s*(?:\(|[&+]|\b(?:and|und|et|y|e|en|ed|plus|sowie)\b)")
# `com a Ana e o Rui`
ARTICLE = re.compile(rf"^(?:o|a|os|as|la|el|il|lo|le|the|der|die|den)\s(?={WORD})")
JOIN = re.compile(r"\s*(?:[,;&+/、]|\b(?:and|und|et|y|e|en|ed|plus|sowie)\b)\s*")


def chained(text: str, lexicon: Lexicon, *, least: int) -> Iterator[str]:
    """The names at the beginning of a text, joined by commas or `and`."""
    honorific = lexicon.of("people.honorifics").pattern
    after_full, sign = False, ""
    while match := re.match(NAME, bare := _bare(text, honorific)):
        addressed, text = len(bare) < len(text), bare
        name = trimmed(match.group(), lexicon, addressed=addressed)
        if name is None or len(name.split()) < least:
            return
        is_told = addressed or is_full(name)
        if " " not in name and _heads(bare[match.end() :], lexicon):
            return
        if after_full and not is_told and sign == "," and not GOES_ON.match(text, match.end()):
            return
        after_full = is_told
        yield from pair.groups() if (pair := PAIR.fullmatch(name)) else (name,)
        text = re.sub(r"^\s*(?:\([^()]*\)|\))", "", text[match.end() :])
        joined = JOIN.match(text)
        if joined is None:
            return
        sign, text = joined.group().strip(), past_function(ARTICLE.sub("", text[joined.end() :]), lexicon)


def past_function(text: str, lexicon: Lexicon) -> str:
    """A text without the function it begins with: `Funding Manager, and Sam Lee`, `the coordinator (Dana)`."""
    before = SMALL_FUNCTION.match(text)
    if before and (FULL_NAME.match(text, before.end()) or _is_function(before.group(), lexicon)):
        return text[before.end() :]
    function, sign, rest = text.partition(",")
    is_function = sign and lexicon.of("people.titles").search(fold(function)) and FUNCTION.fullmatch(function)
    joined = JOIN.match(rest.lstrip())
    return rest.lstrip()[joined.end() if joined else 0 :] if is_function else text


def _is_function(text: str, lexicon: Lexicon) -> bool:
    paths = ("people.titles", "people.manager", "people.recruiter", "role.nouns")
    return any(lexicon.of(path).search(fold(text)) for path in paths)


def _heads(text: str, lexicon: Lexicon) -> bool:
    """Whether a text begins with a function: `Operations manager` is nobody's name."""
    folded = fold(text.lstrip())
    return text[:1] == " " and any(
        lexicon.of(path).pattern.match(folded) for path in ("people.titles", "people.manager")
    )


def _bare(text: str, honorific: Finder) -> str:
    """A text without the forms of address it begins with."""
    # "HR" is a department, "Hr." a man.
    while (
        (match := honorific.match(fold(text)))
        and re.match(r"\.?\s", text[match.end() :])
        and (match.end() == 1 or not text[: match.end()].isupper())
    ):
        text = text[match.end() :].lstrip(". ")
    return text


def trimmed(text: str, lexicon: Lexicon, *, addressed: bool = False) -> str | None:
    """A name made presentable, without the team behind it (`Dana von Globex`); None where it is none.

    Arguments as in `is_name`.
    """
    if " " not in text and len(text) > 1 and text.isascii() and text.isupper():
        return None
    whole = presentable(text, lexicon) or ""
    without_team = re.sub(rf"\s{PARTICLE}\s\S+$", "", whole)
    return next((name for name in (whole, without_team) if is_name(name, lexicon, addressed=addressed)), None)


def listed(value: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """The people of a typed list such as `Dana Okafor <dana@example.com>; Sam Lee (CTO)`."""
    people: list[Person] = []
    signs = r"[;；\n]" if re.search("[;；]", value) or LAST_FIRST.match(value) else r"[,、，\n]"
    parts = re.split(signs, value)
    for part in chain.from_iterable(map(_halves, parts)):
        address = ADDRESS.search(part)
        name = presentable(ADDRESS.sub("", part).replace("<", "").replace(">", ""), lexicon)
        # `Dana Okafor, VP Product`: what somebody does.
        if address or (name and not (people and begins_with_function(part, lexicon))):
            people.append(Person(name, address.group().lower() if address else None))
    return merged(people)


def _halves(text: str) -> list[str]:
    """`Dana and Sam`, `Dana Okafor & Sam Lee` in two; `José Ortega y Gasset` as it is."""
    halves = AND.split(text.strip())
    counts = {len(half.split()) > 1 for half in halves}
    return halves if len(halves) > 1 and len(counts) == 1 else [text]
