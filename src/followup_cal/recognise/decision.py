"""When the employer decides, as far as words tell (labels and rules: the word lists, `dates`). Pure.

Relative words count from the local day of the event. "By Friday" is the next Friday; "next week" is Monday to Friday of
it; a span ends on its last day; working days are Monday to Friday, whatever the country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from followup_cal.model import Decision
from followup_cal.recognise.dateparts import Calendar, calendar
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Key, Lexicon
from followup_cal.recognise.timespan import AFTER, Mention, back_from_holidays, span_of

SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+|(?<=[.!?])\s{2,}|\n+|(?<=。)|;\s|(?<=[/. ]\d{4}[.!?])\s+(?=[A-ZÀ-Þ])")
# `the week after Easter` counts from there, not from the event.
NAMED = re.compile(r"\s[A-ZÀ-Þ]")
# `the Monday after the trade fair` is not the next Monday; `Monday after lunch` is.
UNKNOWN = re.compile(
    r"\s(?:[A-ZÀ-Þ]|(?:the|our|their|dem|den|der|la|le|les|el|los|las|il|lo|i|gli|de|het|o|a|os|as|do|da)\s)"
)
CLAUSE = re.compile(r",\s+|\s[–—-]\s|\s\(|\)")
# What has been decided is not promised any more.
OVER = ("outcome.rejected", "outcome.withdrawn", "outcome.accepted")
LONGEST = 300
SHORT = 2
WOMAN = re.compile(r"Fr\.\s+[A-ZÀ-Þ]")
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
    telling: Phrases

    @property
    def calendar(self) -> Calendar:
        """Its expressions of time, which are many: made only for a sentence about decisions."""
        return _calendar(self.source)


@dataclass(frozen=True)
class _Said:
    """A sentence as one language understands it, whatever day it counts from. It is searched once, when needed."""

    text: str
    speech: _Speech

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def speaks(self) -> bool:
        """Whether it speaks of a decision: by a word for it, or as in `nothing before Thanksgiving`."""
        cue = self.speech.cues.search(self.folded)
        return cue is not None or any(" " in said for said in self.speech.not_before.found(self.folded))

    @cached_property
    def asks(self) -> bool:
        """Whether it has words for asking again."""
        return self.speech.invited.search(self.folded) is not None

    @cached_property
    def times(self) -> Sequence[Mention]:
        """Its expressions of time, the most telling first."""
        found = _mentions(self.folded, self.speech.calendar.patterns)
        mentions = [mention for mention in found if _is_meant(mention, self.text)]
        return sorted(mentions, key=lambda mention: _rank(mention, mentions, self.folded, self.speech))

    @cached_property
    def waits(self) -> Sequence[Sequence[Mention]]:
        """The spans of time right after each of its words for asking again, the longest first."""
        spans = [(kind, pattern) for kind, pattern in self.speech.calendar.patterns if kind in SPANS]
        rests = (self.folded[phrase.end() :] for phrase in self.speech.invited.pattern.finditer(self.folded))
        found = ([item for item in _mentions(rest, spans) if item.match.start() <= NEAR] for rest in rests)
        return [sorted(mentions, key=lambda mention: -mention.length) for mentions in found]


def read_decision(text: str, day: date, language: str, lexicon: Lexicon) -> Decision | None:
    """Reads the value of a `decision:` line: a date or a phrase, no verb needed.

    Args:
        text: what was typed, e.g. `4 December`, `after the holidays`, `Friday`.
        day: the local day of the interview, from which relative words count.
        language: tried first; its order of day and month holds for numbers.
        lexicon: the words.

    Returns None where no time is recognised. Without a year, the next such day after `day` is meant.
    """
    found = (_decided(said, day) for said in _typed(text[:LONGEST], Key(lexicon, language)))
    return next(filter(None, found), None)


def find_decision(text: str, day: date, language: str, lexicon: Lexicon) -> Decision | None:
    """Finds the last sentence of a free text in which somebody else's decision is given a time.

    A sentence counts if it speaks of deciding, answering or calling back, in the language of its expression of time,
    and not of the reader's own duties (`respond by`, `link expires`), nor of when to ask again (`find_invitation`).
    Arguments and result as in `read_decision`.
    """
    for sentence in _promises(text, Key(lexicon, language)):
        for said in sentence:
            if _invited(said, day) is not None:
                break
            found = _decided(said, day) if said.speaks else None
            if found is not None:
                return found
    return None


def find_invitation(text: str, day: date, language: str, lexicon: Lexicon) -> date | None:
    """Finds the last sentence of a free text that says after how long to ask again (`follow up after 3 days`).

    Arguments as in `read_decision`. Returns the day; None where nobody was told to ask.
    """
    found = (_invited(said, day) for said in _requests(text, Key(lexicon, language)))
    return next(filter(None, found), None)


@lru_cache(maxsize=256)
def _typed(text: str, key: Key) -> tuple[_Said, ...]:
    return tuple(_Said(text, speech) for speech in _speeches(key))


@lru_cache(maxsize=256)
def _promises(text: str, key: Key) -> tuple[tuple[_Said, ...], ...]:
    """The sentences that may tell of a decision to come, the last first, in each language that has words for it."""
    speeches, over = _spoken_in(text, key), [key.lexicon.of(path) for path in OVER]
    found = []
    for sentence in reversed(SENTENCE.split(text) if speeches else ()):
        theirs = sentence.strip()
        every = (_Said(_theirs(theirs[:LONGEST], speech), speech) for speech in speeches)
        telling = tuple(said for said in every if said.speaks or said.asks)
        if telling and not any(phrases.search(fold(theirs)) for phrases in over):
            found.append(telling)
    return tuple(found)


@lru_cache(maxsize=256)
def _requests(text: str, key: Key) -> tuple[_Said, ...]:
    """What may tell when to ask again, the last sentence first."""
    speeches = _spoken_in(text, key)
    every = (_Said(sentence[:LONGEST], speech) for sentence in reversed(SENTENCE.split(text)) for speech in speeches)
    return tuple(said for said in every if said.asks)


def _invited(said: _Said, day: date) -> date | None:
    """The day that a span of time right after the words for asking again leads to."""
    for mentions in said.waits:
        for mention in mentions:
            span = span_of(mention, day, said.speech.calendar, mentions)
            if span is not None:
                return span[1]
    return None


def _theirs(sentence: str, speech: _Speech) -> str:
    """A sentence without the clauses that speak of the reader's own duties."""
    if not speech.own.search(fold(sentence)):
        return sentence
    return ", ".join(clause for clause in CLAUSE.split(sentence) if not speech.own.search(fold(clause)))


def _speeches(key: Key) -> Iterator[_Speech]:
    """The words of every language, the given one's first and then the English."""
    for name in sorted(key.lexicon.languages, key=lambda name: (name != key.language, name != "en", name)):
        yield _speech(Key(key.lexicon, name))


def _spoken_in(text: str, key: Key) -> tuple[_Speech, ...]:
    """The languages that have words about decisions in a text."""
    folded = fold(text)
    return tuple(speech for speech in _speeches(key) if speech.telling.search(folded))


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
        telling=Phrases.of(word for kind in ("cues", "not_before", "invited") for word in words[kind]),
    )


@lru_cache(maxsize=64)
def _calendar(source: Key) -> Calendar:
    return calendar(source.lexicon.languages[source.language]["dates"])


def _mentions(folded: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> list[Mention]:
    return [Mention(kind, match) for kind, pattern in patterns for match in pattern.finditer(folded)]


def _is_meant(mention: Mention, text: str) -> bool:
    """Whether `Mi`, `Do` and the like stand for a day: capital, not first in the sentence, no woman's title."""
    start, end = mention.match.span("weekday") if "weekday" in mention.match.re.groupindex else (0, 0)
    is_short = 0 < end - start <= SHORT
    return not is_short or (start > 0 and text[start].isupper() and not WOMAN.match(text, start))


def _decided(said: _Said, day: date) -> Decision | None:
    """The decision that the first expression of time with a meaning on a day tells of."""
    for mention in said.times:
        if mention.kind == "week_after" and NAMED.match(said.text, mention.match.end()):
            continue
        if mention.kind == "after_holidays":
            back = back_from_holidays(day, said.speech.calendar)
            return Decision(said.text, not_before=back, after_holidays=True)
        span = span_of(mention, day, said.speech.calendar, said.times)
        if span is None:
            if mention.kind == "weekday_from" and UNKNOWN.match(said.text, mention.match.end()):
                return None
            continue
        first, last = span
        if _not_before(said.folded, mention, said.speech):
            return Decision(said.text, not_before=first or last)
        return Decision(said.text, by=last, not_before=first)
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
