"""Which of the noted topics belong to whom.

A topic noted with a name goes to that person. The others were heard by those who were in that interview, and are dealt
out among them, so that nobody reads what another one reads as long as there are enough. Nothing goes to somebody who
was not there: that would be an invention.

What this module must not know: wording.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from followup_cal.identity import person_key
from followup_cal.model import Finding, Person, Round, Topic

AT_MOST = 2


def topics_for(person: Person, talks: Round) -> tuple[str, ...]:
    """The topics to mention to a person, two at most.

    Args:
        person: the addressee.
        talks: the round in which the user met them.
    """
    own = [topic.text for topic in talks.topics if topic.person and is_meant(topic.person, person)]
    if not own:
        own = [text for interview in talks.interviews for text in _dealt(person, interview)]
    return _phrases(own)


def topics_of(talks: Round) -> tuple[str, ...]:
    """The topics to mention to somebody who was not there and asks how it went, two at most."""
    return _phrases(topic.text for topic in talks.topics)


def is_meant(noted: str, person: Person) -> bool:
    """Whether a noted name (first, last, both, or the address) means this person."""
    if noted.strip().lower() == (person.email or "").lower():
        return True
    words = _words(noted)
    return bool(words) and words <= _words(person.name or "")


def _dealt(person: Person, interview: Finding) -> tuple[str, ...]:
    """This person's share of what was noted without a name."""
    loose = [topic.text for topic in interview.topics if topic.person is None]
    present = [person_key(who) for who in interview.interviewers if not _has_own(who, interview.topics)]
    if not loose or person_key(person) not in present:
        return ()
    place = present.index(person_key(person))
    share = loose[place :: len(present)]
    return tuple(share) or (loose[place % len(loose)],)


def _has_own(person: Person, topics: tuple[Topic, ...]) -> bool:
    return any(topic.person and is_meant(topic.person, person) for topic in topics)


def _phrases(topics: Iterable[str]) -> tuple[str, ...]:
    """Topics as they stand inside a sentence."""
    return tuple(dict.fromkeys(text for topic in topics if (text := topic.strip().rstrip(".;, "))))[:AT_MOST]


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter if letter.isalnum() else " " for letter in folded if not unicodedata.combining(letter))
    return frozenset(plain.split())
