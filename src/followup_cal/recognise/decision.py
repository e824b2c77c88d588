"""When the employer decides, as far as words tell (labels and rules: the word lists, `dates`). Pure.

Relative words count from the local day of the event. "By Friday" is the next Friday; "next week" is Monday to Friday of
it; a span ends on its last day; working days are Monday to Friday, whatever the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from followup_cal.model import Decision
from followup_cal.recognise.dateparts import Calendar, calendar
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Key, Lexicon
from followup_cal.recognise.timespan import AFTER, Mention, back_from_holidays, span_of

SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+|(?<=[.!?])\s{2,}|\n+|(?<=。)|;\s")
CLAUSE = re.compile(r",\s+|\s[–—-]\s|\s\(|\)")
# What has been decided is not promised any more.
OVER = ("outcome.rejected", "outcome.withdrawn", "outcome.accepted")
LONGEST = 300
NEAR = 24
CLOSE = 2
SPANS = frozenset({"span", "range", "fortnight"})


@dataclass(frozen=True, slots=True)
class _Speech:
    """One language's words about decisions."""

    source: Key
    cues: Phrases
    not_before: Phrases
    own: Phrases
    deadline: Phrases
    invited: Phrases

    @property
    def calendar(self) -> Calendar:
        """Its expressions of time, which are many: made only for a sentence about decisions."""
        return _calendar(self.source)


def read_decision(text: str, day: date, language: str, lexicon: Lexicon) -> Decision | None:
    """Reads the value of a `decision:` line: a date or a phrase, no verb needed.

    Args:
        text: what was typed, e.g. `4 December`, `after the holidays`, `Friday`.
        day: the local day of the interview, from which relative words count.
        language: tried first; its order of day and month holds for numbers.
        lexicon: the words.

    Returns None where no time is recognised. Without a year, the next such day after `day` is meant.
    """
    for speech in _speeches(lexicon, language):
        found = _read(text[:LONGEST], day, speech)
        if found is not None:
            return found
    return None


def find_decision(text: str, day: date, language: str, lexicon: Lexicon) -> Decision | None:
    """Finds the last sentence of a free text in which somebody else's decision is given a time.

    A sentence counts if it speaks of deciding, answering or calling back, in the language of its expression of time,
    and not of the reader's own duties (`respond by`, `link expires`), nor of when to ask again (`find_invitation`).
    Arguments and result as in `read_decision`.
    """
    sentences = [part.strip() for part in SENTENCE.split(text) if part and part.strip()]
    for sentence in reversed(sentences):
        if any(lexicon.of(path).search(fold(sentence)) for path in OVER):
            continue
        for speech in _speeches(lexicon, language):
            theirs = _theirs(sentence[:LONGEST], speech)
            if _invited(fold(theirs), day, speech) is not None:
                break
            if _speaks(fold(theirs), speech):
                found = _read(theirs, day, speech)
                if found is not None:
                    return found
    return None


def _speaks(folded: str, speech: _Speech) -> bool:
    """Whether a sentence speaks of a decision: by a word for it, or as in `nothing before Thanksgiving`."""
    return speech.cues.search(folded) is not None or any(" " in said for said in speech.not_before.found(folded))


def find_invitation(text: str, day: date, language: str, lexicon: Lexicon) -> date | None:
    """Finds the last sentence of a free text that says after how long to ask again (`follow up after 3 days`).

    Arguments as in `read_decision`. Returns the day; None where nobody was told to ask.
    """
    for sentence in reversed(SENTENCE.split(text)):
        for speech in _speeches(lexicon, language):
            found = _invited(fold((sentence or "")[:LONGEST]), day, speech)
            if found is not None:
                return found
    return None


def _invited(folded: str, day: date, speech: _Speech) -> date | None:
    """The day that a span of time right after the words for asking again leads to."""
    for phrase in speech.invited.pattern.finditer(folded):
        rest = folded[phrase.end() :]
        mentions = [
            Mention(kind, match)
            for kind, pattern in speech.calendar.patterns
            if kind in SPANS
            for match in pattern.finditer(rest)
            if match.start() <= NEAR
        ]
        for mention in sorted(mentions, key=lambda mention: -mention.length):
            span = span_of(mention, day, speech.calendar, mentions)
            if span is not None:
                return span[1]
    return None


def _theirs(sentence: str, speech: _Speech) -> str:
    """A sentence without the clauses that speak of the reader's own duties."""
    if not speech.own.search(fold(sentence)):
        return sentence
    return ", ".join(clause for clause in CLAUSE.split(sentence) if not speech.own.search(fold(clause)))


def _speeches(lexicon: Lexicon, language: str) -> Iterator[_Speech]:
    for name in sorted(lexicon.languages, key=lambda name: (name != language, name != "en", name)):
        yield _speech(Key(lexicon, name))


@lru_cache(maxsize=64)
def _speech(source: Key) -> _Speech:
    table = source.lexicon.languages[source.language]
    words = table["decision"]
    return _Speech(
        source,
        Phrases.of(words["cues"]),
        Phrases.of(words["not_before"]),
        Phrases.of(words["own"]),
        Phrases.of(words.get("deadline", ())),
        Phrases.of(words["invited"]),
    )


@lru_cache(maxsize=64)
def _calendar(source: Key) -> Calendar:
    return calendar(source.lexicon.languages[source.language]["dates"])


def _read(text: str, day: date, speech: _Speech) -> Decision | None:
    folded = fold(text)
    mentions = [
        Mention(kind, match) for kind, pattern in speech.calendar.patterns for match in pattern.finditer(folded)
    ]
    for mention in sorted(mentions, key=lambda mention: _rank(mention, mentions, folded, speech)):
        if mention.kind == "after_holidays":
            return Decision(text, not_before=back_from_holidays(day, speech.calendar), after_holidays=True)
        span = span_of(mention, day, speech.calendar, mentions)
        if span is None:
            continue
        first, last = span
        if _not_before(folded, mention, speech):
            return Decision(text, not_before=first or last)
        return Decision(text, by=last, not_before=first)
    return None


def _rank(mention: Mention, mentions: Sequence[Mention], folded: str, speech: _Speech) -> tuple[bool, bool, int, int]:
    """What counts from another time comes first, then what stands behind `by`, then what explains most."""
    start, end = mention.match.span()
    # `by Friday, November 27`: the day of the week belongs to the date behind it.
    named = (other.match for other in mentions if other.kind == "weekday")
    first = next((other.start() for other in named if 0 <= start - other.end() <= CLOSE), start)
    within = any(
        other.length > mention.length and other.match.start() < end and start < other.match.end() for other in mentions
    )
    deadline = speech.deadline.pattern
    is_due = deadline.ending(folded[:first].rstrip()) is not None or deadline.match(mention.match.group()) is not None
    return mention.kind not in AFTER or within, not is_due, -mention.length, start


def _not_before(folded: str, mention: Mention, speech: _Speech) -> bool:
    start, end = mention.match.span()
    found = speech.not_before.pattern.finditer(folded[:end])
    return any(start - match.end() <= NEAR and match.start() <= start for match in found)
