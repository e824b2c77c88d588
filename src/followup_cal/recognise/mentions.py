"""People mentioned in text that somebody typed: titles and notes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from followup_cal.model import Person
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import ADDRESS, FULL, NAME, PARTICLE, is_name, merged, presentable
from followup_cal.recognise.reading import Me, Reading, name_words
from followup_cal.recognise.segments import Segment

JOIN = re.compile(r"\s*(?:[,;&+/、]|\b(?:and|und|et|y|e|en|ed|plus|sowie)\b)\s*")
JAPANESE_PERSON = re.compile(r"([\u3400-\u9fff]{1,4}(?:[ 　][\u3400-\u9fff]{1,4})?)(?:さん|様|氏)")
HOUR = re.compile(
    r"\d{1,2}[:.h]\d{2}(?:\s?[ap]m)?(?:\s?[-–—]\s?\d{1,2}[:.h]\d{2})?(?:\s?[ap]m)?(?:\s?uhr)?",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+|\n+|\s[–—-]\s")


def mentioned(
    reading: Reading, parts: Sequence[Segment], me: Me, company: str | None, lexicon: Lexicon
) -> tuple[Person, ...]:
    """The people named in title and notes, each once; neither the user nor the employer."""
    taken = name_words(company or "")
    body = reading.body
    found = [
        Person(name)
        for name in chain(
            _itinerary(body, lexicon),
            _labelled(body, lexicon),
            _leading(body, lexicon),
            _in_title(reading.title, parts, lexicon),
        )
        if not me.is_called(name) and not name_words(name) <= taken
    ]
    addressed = [Person(name) for name in _addressed(reading.body, lexicon) if not me.is_called(name)]
    return merged((*found, *addressed))


def listed(value: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """The people of a typed list such as `Dana Okafor <dana@example.com>; Sam Lee (CTO)`."""
    people = []
    for part in re.split(r"[;\n]", value) if ";" in value else re.split(r"[,\n]", value):
        address = ADDRESS.search(part)
        name = presentable(ADDRESS.sub("", part).replace("<", "").replace(">", ""), lexicon)
        if name or address:
            people.append(Person(name, address.group().lower() if address else None))
    return merged(people)


def _labelled(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names behind a word that introduces people: `with`, `who:`, `HR manager:`."""
    folded = fold(body)
    for path in ("people.with", "people.recruiter", "people.manager", "people.titles"):
        for match in lexicon.of(path).pattern.finditer(folded):
            rest = body[match.end() : match.end() + 120].partition("\n")[0]
            mark = re.match(r"\s*[:：]\s*", rest)
            if mark and not rest[mark.end() :]:
                yield from _bulleted(body[match.end() :].partition("\n")[2], lexicon)
            elif mark:
                yield from _chain(rest[mark.end() :], lexicon, least=1)
            elif path == "people.with" or (path == "people.titles" and re.match(rf"\s+{FULL}", rest)):
                yield from _chain(rest.lstrip(), lexicon, least=1 if path == "people.with" else 2)


def _bulleted(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The names at the beginning of the lines of a list, up to the first line without one."""
    for line in text.split("\n"):
        names = list(_chain(line.strip(" \t-*•·"), lexicon, least=1))
        if not names:
            return
        yield names[0]


def _chain(text: str, lexicon: Lexicon, *, least: int) -> Iterator[str]:
    """The names at the beginning of a text, joined by commas or `and`."""
    honorific = lexicon.of("people.honorifics").pattern
    while match := re.match(NAME, text := _bare(text, honorific)):
        name = _trimmed(match.group(), lexicon)
        if name is None or len(name.split()) < least:
            return
        yield name
        text = re.sub(r"^\s*\([^()]*\)", "", text[match.end() :])
        joined = JOIN.match(text)
        if joined is None:
            return
        text = text[joined.end() :]


def _bare(text: str, honorific: re.Pattern[str]) -> str:
    """A text without the forms of address it begins with."""
    while (match := honorific.match(fold(text))) and re.match(r"\.?\s", text[match.end() :]):
        text = text[match.end() :].lstrip(". ")
    return text


def _trimmed(text: str, lexicon: Lexicon) -> str | None:
    whole = presentable(text, lexicon) or ""
    without_team = re.sub(rf"\s{PARTICLE}\s\S+$", "", whole)
    return next((name for name in (whole, without_team) if is_name(name, lexicon)), None)


def _itinerary(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names in the lines of a schedule: `10:00-10:45 Dana Okafor, Staff Engineer`, `11:00 Manager talk - Sam Lee`."""
    for line in body.split("\n"):
        hour = HOUR.match(line.strip())
        if hour is None:
            continue
        rest = line.strip()[hour.end() :].strip(" -–—:|\t")
        tail = re.search(rf"(?:[–—:|-]|\bwith|\bmit|\bavec|\bcon)\s+({FULL})(?:\s*[,(].*)?$", rest)
        yield from _chain(tail[1] if tail else rest, lexicon, least=2)


def _leading(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names with which a clause of the notes begins: `Ronan Achebe`, `Keisha, re the job`, `Mees + Floor`."""
    for clause in CLAUSE.split(body):
        match = re.match(rf"(?P<name>{NAME})(?P<next>\s*(?:[,(&+]|$|\.$|\b(?:and|und|et|y|e|en)\b))", clause.strip())
        if match is None:
            continue
        single = " " not in match["name"]
        alone = match["next"].strip() in {"", "."}
        if single and alone and clause.strip() != body.strip():
            continue
        if single and match["next"].strip() == "," and not _continues(clause, match.end()):
            continue
        yield from _chain(clause.strip(), lexicon, least=1)


def _continues(clause: str, end: int) -> bool:
    rest = clause.strip()[end:].strip()
    return bool(rest) and (rest[0].islower() or re.match(rf"{NAME}\s*(?:[,&+]|$)", rest) is not None)


def _addressed(body: str, lexicon: Lexicon) -> Iterator[str]:
    """Names behind a form of address: `Frau Grün`, `d.ssa Rossi`, `長谷川さん`."""
    honorifics = Phrases.of(lexicon.of("people.honorifics").phrases)
    for match in honorifics.pattern.finditer(fold(body)):
        rest = re.match(rf"\.?\s+((?:{PARTICLE} )?{NAME})", body[match.end() : match.end() + 60])
        if rest and (len(match.group()) > 1 or body[match.start()].isupper()):
            name = presentable(rest[1], lexicon)
            if name and is_name(name, lexicon):
                yield name
    for match in JAPANESE_PERSON.finditer(body):
        yield re.sub(r"^(?:人事|部長|採用|担当)", "", match[1])


def _in_title(title: str, parts: Sequence[Segment], lexicon: Lexicon) -> Iterator[str]:
    folded = fold(title)
    for match in lexicon.of("people.with").pattern.finditer(folded):
        yield from _chain(title[match.end() :].lstrip(), lexicon, least=1)
    with_words = lexicon.of("people.with")
    yield from (
        part.text for part in parts if part.lead and with_words.search(part.lead) and is_name(part.text, lexicon)
    )
    for match in re.finditer(r"[(（]([^()（）]*)[)）]", title):
        first = match[1].split(",")[0].strip()
        if _trimmed(first, lexicon) and " " not in first:
            yield first
    tail = re.search(rf"\s[-–—]\s({NAME})$", title)
    if tail and " " not in tail[1] and is_name(tail[1], lexicon):
        yield tail[1]
