"""What an event may be instead of an interview of the user's own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from followup_cal.recognise.evidence import NO_FACTS, TELLING, Facts, Sign, titles
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Key, Lexicon
from followup_cal.recognise.reading import Reading

# Groups of look-alikes: what they weigh in the title and in the text.
WEIGHTS = (("hard", 20, 4), ("soft", 6, 3), ("mild", 3, 1), ("titled", 20, 0))
# What turns a plain "Interview" in the title into something else, even where only the text says it.
TURNING = frozenset(("prep", "media", "user_research", "candidate_interview", "training", "other_interview"))
# Matters of life that are also where people work: they weigh less, and nothing beside an express word in the title.
LIFE = frozenset(("medical", "school", "work_meeting", "personal"))
SHORTEST_STEM = 5
TRADES = LIFE | {"other_interview"}
# What people remind themselves of in the notes to an interview.
NOTED = frozenset(("prep", "reminder", "travel", "application", "social", "networking", "work_meeting", "personal"))
MOST_OF_LIFE, MOST_OF_OTHERS = 6, 2


def look_alikes(reading: Reading, facts: Facts, lexicon: Lexicon, *, certain: bool) -> Iterator[Sign]:
    """Words of something else, unless they are part of a word for interviews, of the position, or of the employer.

    Of each kind the heaviest counts: a word that several languages share tells no more than one.

    Args:
        reading: the event.
        facts: what was read out of it.
        lexicon: the words.
        certain: some word speaks expressly of a job interview, be it in the title or in the text.
    """
    title = titles(reading)
    express = lexicon.of("interview.certain").search(title) is not None
    titled = certain or any(lexicon.of(f"interview.{row}").search(title) for row in ("strong", "round"))
    typed = not reading.others and reading.event.organizer is None
    vocabulary, covers = _covers(title, NO_FACTS, lexicon), _covers(title, facts, lexicon)
    if facts.role is not None:
        covers += _joined(_covers(title, replace(facts, role=None), lexicon), title)
    named = _named(reading.folded_body, facts)
    found: dict[str, Sign] = {}
    for language in reading.languages:
        for group, in_title, in_text in WEIGHTS:
            for kind, phrases in lexicon.look_alikes[language][group].items():
                if kind in TRADES and (express or kind in facts.trades):
                    continue
                plain = {"candidate_interview": (), "prep": vocabulary}.get(kind, covers)
                match, weight = _uncovered(phrases, title, plain), _in_title(kind, in_title)
                unread = (typed and kind in NOTED) or (titled and (kind not in TURNING or certain))
                if match is None and in_text and not unread:
                    match = _uncovered(phrases, reading.folded_body, named)
                    weight = _in_text(kind, in_text)
                if match and (kind not in found or weight > -found[kind].weight):
                    said = f"“{match.group().strip()}” speaks of something else: {kind.replace('_', ' ')} (-{weight})"
                    found[kind] = Sign(-weight, said, kind)
    yield from found.values()


def trades(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The look-alikes whose words are those of an occupation: a physiotherapist's interviews speak of patients."""
    folded = fold(text)
    return frozenset(kind for kind, stem in _stems(Key(lexicon)) if stem in folded)


@lru_cache(maxsize=4)
def _stems(key: Key) -> frozenset[tuple[str, str]]:
    tables = (table[group] for table in key.lexicon.look_alikes.values() for group, *_ in WEIGHTS)
    lists = ((kind, table[kind].phrases) for table in tables for kind in TRADES & table.keys())
    stems = ((kind, fold(phrase).strip(" *")) for kind, phrases in lists for phrase in phrases)
    return frozenset((kind, stem) for kind, stem in stems if len(stem) >= SHORTEST_STEM)


def _in_title(kind: str, weight: int) -> int:
    return min(weight, MOST_OF_LIFE) if kind in LIFE else weight


def _in_text(kind: str, weight: int) -> int:
    return weight if kind in TURNING else min(weight, MOST_OF_OTHERS)


def _covers(folded: str, facts: Facts, lexicon: Lexicon) -> list[tuple[int, int]]:
    words = [match.span() for path in TELLING for match in lexicon.of(path).pattern.finditer(folded)]
    kinds = [match.span() for match in lexicon.of("company.kinds").pattern.finditer(folded)]
    return words + kinds + _named(folded, facts)


def _joined(covers: Sequence[tuple[int, int]], folded: str) -> list[tuple[int, int]]:
    """Covers side by side as one: where a position is told, `entretien école X` is one with an employer."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(covers):
        if joined and not folded[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _named(folded: str, facts: Facts) -> list[tuple[int, int]]:
    """Where the position and the employer are named."""
    names = [fold(name) for name in (facts.role, facts.company if facts.sure_company else None) if name]
    return [(match.start(), match.end()) for name in names for match in re.finditer(re.escape(name), folded)]


def _uncovered(phrases: Phrases, folded: str, covers: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    for match in phrases.pattern.finditer(folded):
        start, end = match.span()
        if not any(first <= start and end <= last and last - first > end - start for first, last in covers):
            return match
    return None
