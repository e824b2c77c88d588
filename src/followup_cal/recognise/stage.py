"""What an interview is for, and how an application ended. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from followup_cal.model import Outcome, Person, Stage
from followup_cal.recognise.evidence import titles
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.reading import Reading

# The more special first: a final round is final wherever it takes place, a part of an onsite is onsite.
ORDER = (
    Stage.FINAL, Stage.ONSITE, Stage.TECHNICAL, Stage.TAKE_HOME, Stage.HIRING_MANAGER, Stage.PANEL, Stage.PHONE_SCREEN,
    Stage.RECRUITER_SCREEN, Stage.INFORMAL,
)  # fmt: skip
# A recruiter's signature stands below many an invitation to others.
WITHOUT_RECRUITER = tuple(item for item in ORDER if item is not Stage.RECRUITER_SCREEN)
OUTCOMES = (Outcome.ACCEPTED, Outcome.WITHDRAWN, Outcome.REJECTED, Outcome.OFFER)
CONDITION = re.compile(
    r"\b(?:if|unless|whether|no|not|or|will|would|may|might|could|expect\w*|hop\w+|until|before|wenn|falls|ob|kein|keine"
    r"|nicht|bevor|hoff\w+|si|se|als|geen|pas|sans)\s+(?:\w+\s+){0,2}$"
    # What it is for: a slot that is given back goes to another candidate.
    r"|\b(?:so that|can|damit|para que|pour que|afin|per|zodat)\s+(?:[\w']+\s+){0,6}$"
)
LATER_ROUND = re.compile(
    r"\b(?:2nd|3rd|4th|second\w*|third|zweit\w*|dritt\w*|deuxieme|segunda|tercera|terceira|terzo|tweede|derde"
    r"|round [2-9]|stage [2-9]|[2-9]\.)(?!\w)|[二三]次"
)
FEW = 2


def stage(
    reading: Reading, interviewers: tuple[Person, ...], recruiter: Person | None, role: str | None, lexicon: Lexicon
) -> Stage:
    """The stage: from a key line, the words of the title, those of the text, and who the others are."""
    typed = reading.notes.get("stage")
    if typed:
        return _typed(typed, lexicon)
    alone = interviewers[0] if len(interviewers) == 1 else None
    found = _worded(titles(reading), lexicon, ORDER, single=True) or _worded(
        reading.folded_body, lexicon, ORDER if alone == recruiter else WITHOUT_RECRUITER, single=False
    )
    if found is not None:
        return found
    if alone is not None and alone == recruiter:
        return Stage.RECRUITER_SCREEN
    if len(interviewers) >= FEW:
        return Stage.PANEL
    if alone is not None and not LATER_ROUND.search(reading.folded_title):
        about = f"{reading.folded_body}\n{_bracketed(reading.folded_title)}".replace(fold(role or "\n"), " ")
        if lexicon.of("people.manager").search(about):
            return Stage.HIRING_MANAGER
    return _told_by_place(reading, lexicon)


def _told_by_place(reading: Reading, lexicon: Lexicon) -> Stage:
    """A talk with the desk that runs applications, one for which the user goes somewhere, or one by telephone."""
    desks = (lexicon.spoken("people.recruiter", reading.languages), lexicon.of("company.agency"))
    if any(desk.search(reading.folded_title) for desk in desks):
        return Stage.RECRUITER_SCREEN
    place = fold(reading.event.location)
    distant = any(lexicon.of(path).search(place) for path in ("interview.talk", "title.distant"))
    somewhere = re.search(r"[^\W\d_]{3}", place) is not None and "://" not in place and not distant
    if somewhere:
        return Stage.ONSITE
    first = not LATER_ROUND.search(reading.folded_title)
    return Stage.PHONE_SCREEN if first and lexicon.of("title.phone").search(reading.folded_title) else Stage.UNKNOWN


def outcome(reading: Reading, lexicon: Lexicon) -> Outcome | None:
    """How it ended: from a tag, else from clear words that stand under no condition."""
    if "reopened" in reading.notes.tags:
        return None
    tagged = next((item for item in OUTCOMES if item.value in reading.notes.tags), None)
    if tagged is not None or "still-deciding" in reading.notes.tags:
        return tagged
    for item in OUTCOMES:
        if _stated(f"{reading.folded_title}\n{reading.folded_body}", lexicon.of(f"outcome.{item.value}")):
            return item
    return None


def _stated(folded: str, phrases: Phrases) -> bool:
    return any(not CONDITION.search(folded[: match.start()][-40:]) for match in phrases.pattern.finditer(folded))


def _typed(text: str, lexicon: Lexicon) -> Stage:
    canonical = fold(text).strip().replace(" ", "_").replace("-", "_")
    if canonical in set(Stage):
        return Stage(canonical)
    return _worded(fold(text), lexicon, ORDER, single=True) or Stage.UNKNOWN


def _worded(folded: str, lexicon: Lexicon, order: Sequence[Stage], *, single: bool) -> Stage | None:
    """The stage whose phrase is the longest; among equals the first in order. Single words count in titles only.

    In a text, an informal part (`lunch with the team`) says nothing about the rest.
    """
    best: tuple[bool, int, int, Stage] | None = None
    for rank, item in enumerate(order):
        for phrase in lexicon.of(f"stages.{item.value}").found(folded):
            words = len(re.findall(r"[\w&.]+", phrase))
            if single or words > 1:
                candidate = (single or item is not Stage.INFORMAL, min(words, 3), -rank, item)
                best = max(best, candidate) if best else candidate
    return best[3] if best else None


def _bracketed(folded: str) -> str:
    return " ".join(re.findall(r"\(([^()]*)\)", folded))
