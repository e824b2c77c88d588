"""What ties an event to an application where no word for an interview stands: a talk, and what is said of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from followup_cal.recognise.lexicon import ENDINGS, OFFICERS, TOPICS, Lexicon
from followup_cal.recognise.reading import Me, Reading, name_words

# So many make an entry promising that somebody typed without a word for a talk.
ENOUGH = 2
TOLD, DESK, ENDED, OFFICER, ROLE = "told", "desk", "ended", "officer", "role"
# What only applications have; positions and functions stand in other notes, too.
SPECIFIC = frozenset((TOLD, DESK, ENDED))

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """What is found in an event, in its own words.

    Attributes:
        talk: a word for a talk in the title, else the user's own name there; empty where there is neither.
        desk: who runs applications, in the title: a recruiter, the human resources; empty where nobody is named.
        words: kind -> what is said of an application, of the desk, of how it ended, of somebody's function, of a
            position; none of it part of another.
        typed: the user typed it: nobody is invited.
    """

    talk: str
    desk: str
    words: dict[str, tuple[str, ...]]
    typed: bool

    @property
    def promising(self) -> bool:
        """Whether the event deserves a closer look."""
        many = sum(map(len, self.words.values())) >= ENOUGH
        return (many and self.typed) or (bool(self.talk) and (many or not SPECIFIC.isdisjoint(self.words)))

    @property
    def specific(self) -> tuple[str, ...]:
        """What only applications have."""
        return tuple(word for kind, words in self.words.items() if kind in SPECIFIC for word in words)


def ties(reading: Reading, me: Me, lexicon: Lexicon) -> Ties:
    """Looks for a talk and for ties; without a talk only what the user typed counts, since strangers write much."""
    talk = lexicon.of("interview.talk").search(reading.folded_title)
    named = talk.group().strip() if talk else next(iter(sorted(me.words & name_words(reading.title))), "")
    desk = lexicon.spoken("people.recruiter", reading.languages).search(reading.folded_title)
    typed = not reading.others and reading.event.organizer is None
    return Ties(
        talk=named,
        desk=desk.group().strip() if desk else "",
        words=_apart(reading, lexicon, typed=typed) if named or typed else {},
        typed=typed,
    )


def _apart(reading: Reading, lexicon: Lexicon, *, typed: bool) -> dict[str, tuple[str, ...]]:
    text = f"{reading.folded_title}\n{reading.folded_body}"
    found: dict[str, tuple[str, ...]] = {}
    end = 0
    for start, last, kind in sorted(_spans(reading, text, lexicon, typed=typed), key=lambda span: (span[0], -span[1])):
        word = text[start:last].strip()
        if start >= end and not any(word in words for words in found.values()):
            found[kind] = (*found.get(kind, ()), word)
        end = max(end, last)
    return found


def _spans(reading: Reading, text: str, lexicon: Lexicon, *, typed: bool) -> Iterator[Span]:
    for path in TOPICS:
        yield from ((*match.span(), TOLD) for match in lexicon.of(path).pattern.finditer(text))
    desks = lexicon.spoken("people.recruiter", reading.languages).pattern
    yield from ((*match.span(), DESK) for match in desks.finditer(text if typed else reading.folded_title))
    body = len(reading.folded_title) + 1
    for path in ENDINGS:
        found = lexicon.of(path).pattern.finditer(reading.folded_body)
        yield from ((match.start() + body, match.end() + body, ENDED) for match in found)
    if typed:
        yield from ((*match.span(), ROLE) for match in lexicon.of("role.nouns").pattern.finditer(text))
        for path in OFFICERS:
            found = lexicon.spoken(path, reading.languages).pattern.finditer(text)
            yield from ((*match.span(), OFFICER) for match in found)
