"""One more talk at an employer who interviews the user, where no word for an interview stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from followup_cal.recognise.evidence import Facts, Sign
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.reading import Me, Reading, name_words

CLOCK = r"(?<!\w)\d{1,2}(?:[:.h]\d\d|(?: ?(?:am|pm|uhr|h|u)(?!\w)))+"
# The agency in between.
VIA = r"\((?:via|uber|durch|through|par|tramite|a traves de|atraves de) [^()]*\)"
ASIDE = re.compile(f"{CLOCK}|{VIA}")
NUMBER = re.compile(r"(?<!\w)(?:#|nr?\.? )?[1-9](?:[aeoª°º]|nd|rd|th)?(?![\w:.])")
TALK = ("interview.talk", "interview.again")
CHARGE = ("people.manager", "people.titles")
BESIDE = (*CHARGE, "people.recruiter", "people.unnamed", "people.with", "people.honorifics", "company.at")
FILLING = ("title.filler", "title.distant", "state.prefixes")
WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}")
# Somebody's function, a language, a country: `AD`, `EN`, `IT`.
SHORTHAND = re.compile(r"[A-Z]{2}")


def under_way(reading: Reading, facts: Facts, me: Me, lexicon: Lexicon) -> Iterator[Sign]:
    """`Globex: coffee with the team`, `Globex again`, `Globex 3pm Dana`.

    A series is none, nor is what somebody typed for a whole day.
    """
    event = reading.event
    if not facts.known_company or event.recurring:
        return
    if reading.others or (not event.all_day and _is_talk(reading, facts, me, lexicon)):
        yield Sign(1, f"one more talk at {facts.company} (+1)", "weak")


def _is_talk(reading: Reading, facts: Facts, me: Me, lexicon: Lexicon) -> bool:
    """Whether a title says how, again, or whom the user meets at an employer, and nothing else.

    What says more is what the user has to do or to buy there, or about somebody who works there: `Email Globex again`,
    `Globex invoice 2`, `Coffee with Sam (works at Globex)`.
    """
    if not me.words.isdisjoint(name_words(reading.title)):
        # The user's own name stands in the titles of those who invite.
        return True
    title = ASIDE.sub(lambda aside: " " * len(aside.group()), reading.folded_title)
    talk, charge, beside, filling = (_spans(title, paths, lexicon) for paths in (TALK, CHARGE, BESIDE, FILLING))
    bare = _without(title, (*talk, *beside, *filling))
    place = name_words(reading.event.location) | facts.known
    left = [word for word in WORD.finditer(bare) if word.group() not in place]
    people = [word for word in left if word.group() in facts.people and reading.title[word.start()].isupper()]
    shorthand = [word for word in left if SHORTHAND.fullmatch(reading.title[slice(*word.span())])]
    introduced = bool(charge) and lexicon.of("people.with").search(title) is not None
    # `Hospital`, `Bank` may be any.
    alone = lexicon.of("company.kinds").fills(" ".join(word for word in WORD.findall(bare) if word in facts.known))
    met = (bool(talk) and not alone) or bool(people) or introduced or NUMBER.search(title) is not None
    return met and all(word in people or word in shorthand for word in left)


def _spans(title: str, paths: tuple[str, ...], lexicon: Lexicon) -> list[tuple[int, int]]:
    return [match.span() for path in paths for match in lexicon.of(path).pattern.finditer(title)]


def _without(title: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in spans:
        title = f"{title[:start]}{' ' * (end - start)}{title[end:]}"
    return title
