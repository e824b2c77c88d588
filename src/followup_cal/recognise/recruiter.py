"""Who runs an application, as far as words beside a name tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from followup_cal.model import Person
from followup_cal.recognise.employer import RUN, is_agency
from followup_cal.recognise.folding import fold
from followup_cal.recognise.hosts import labels_of, spells
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import is_name, presentable, same
from followup_cal.recognise.reading import HERR, Reading, name_words

WORD = r"[^\W\d_][\w'’-]*"
BEFORE = re.compile(rf"({WORD}(?: {WORD}){{0,3}})(?: \([^()\n]*\))?\s*(?:[–—-]\s*|(?:[(,:|]|\n)\s*(?:\w+ ){{0,2}})$")
NEAR = 60
COPULA = r"(?:is|ist|est|es|è|é)"
EQUALS = re.compile(rf"\s*(?::|{COPULA}\s)")
BEHIND = re.compile(
    rf"[^\n:]{{0,20}}:\s*({WORD}(?: {WORD}){{0,2}})|の([\u3400-\u9fff]{{1,4}})|\s?([\u3400-\u9fff]{{2,4}})$"
    rf"|\w*\s*(?:[:(]|{COPULA}\s)?\s*\(?({WORD}(?: {WORD}){{0,2}})"
)
# `29/hr`
HOURLY = re.compile(r"\d ?/? ?$")
# `The Globex Recruiting Team` below a mail
TEAM = re.compile(r"(?:^|\n)(?:the|your|our|dein|ihr|euer|unser) (?:\S+ ){0,3}\x00[ -]?team")


def find_recruiter(reading: Reading, people: Sequence[Person], company: str | None, lexicon: Lexicon) -> Person | None:
    """The person beside whom a word for recruiting stands: behind the name, before it, below it as in a signature."""
    words = lexicon.of("people.recruiter")
    inviter = reading.organizer
    if inviter and inviter.name and (words.search(fold(inviter.name)) or _is_of_agency(inviter, reading, lexicon)):
        found = next((person for person in people if person.email and person.email == inviter.email), None)
        if found is not None:
            return found
    told = (_told(text, people, company, lexicon) for text in (reading.title, reading.body))
    found = next(chain.from_iterable(told), None)
    if found is not None:
        return found
    # The signature below an invitation is that of whoever invites.
    signed = not reading.others if inviter is None else any(same(person, inviter) for person in people)
    words_of_all = f"{reading.title}\n{reading.body}" if signed else reading.title
    return people[0] if len(people) == 1 and any(_recruiting(words_of_all, lexicon)) else None


def _told(text: str, people: Sequence[Person], company: str | None, lexicon: Lexicon) -> Iterator[Person]:
    for match in _recruiting(text, lexicon):
        # `phone, Dana HR`
        yield from (item for item in people if item.name and text[: match.start()].endswith(f"{item.name} "))
        for name in _beside(text, match.start(), match.end(), lexicon):
            if not name_words(name) <= name_words(company or ""):
                person = Person(name)
                known = next((item for item in people if same(item, person)), None)
                if known or not lexicon.of("company.agency").search(match.group()):
                    yield known or person


def _recruiting(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """The words for recruiting in a text; neither `29/hr` nor `someone from HR` tells who somebody is."""
    folded = fold(HERR.sub("--", text))
    for match in lexicon.of("people.recruiter").pattern.finditer(folded):
        before = folded[max(0, match.start() - NEAR) : match.start()]
        unnamed = lexicon.of("people.unnamed").pattern.ending(re.sub(r"\s\w+\s$", "", before))
        signs = TEAM.search(f"{before}\x00{folded[match.end() :][:NEAR]}")
        if not signs and not HOURLY.search(before) and unnamed is None:
            yield match


def _is_of_agency(person: Person, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the text names an agency that the host of the person's address spells."""
    names = (name for name in re.findall(RUN, reading.body) if is_agency(name, lexicon))
    labels = labels_of((person.email or "").rpartition("@")[2:], lexicon)
    return any(spells(name, label) for name in names for label in labels)


def _beside(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[str]:
    """The names before and behind a word, the one behind a colon first."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + 40]
    found = BEFORE.search(before)
    behind = BEHIND.match(after)
    names = [_tail(found[1], lexicon) if found else None]
    below = _head(next(filter(None, behind.groups())), lexicon) if behind else None
    names.insert(0 if EQUALS.match(after) else 1, below)
    yield from (name for name in names if name)


def _tail(text: str, lexicon: Lexicon) -> str | None:
    words = text.split()
    for start in range(len(words)):
        name = " ".join(words[start:])
        before = fold(words[start - 1]) if start else ""
        # The last word of `Event Name:` is not a name, that of `Frau Grün` is.
        is_rest = (
            start == len(words) - 1
            and words[start - 1][0].isupper()
            and not lexicon.of("people.honorifics").fills(before)
        )
        if name[0].isupper() and not is_rest and is_name(name, lexicon):
            return presentable(name, lexicon)
    return None


def _head(text: str, lexicon: Lexicon) -> str | None:
    words = re.sub(r"(?:さん|様)$", "", text).split()
    for end in range(len(words), 0, -1):
        name = " ".join(words[:end])
        if not name[0].islower() and is_name(name, lexicon):
            return name
    return None
