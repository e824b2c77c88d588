"""What was talked about, as the user noted it. Pure."""

from __future__ import annotations

import re

from followup_cal.model import Topic
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import one_line
from followup_cal.recognise.position import INSIDE
from followup_cal.recognise.reading import Reading, everyday, name_words
from followup_cal.recognise.segments import AND

MOST = 12
LONGEST_WORDS = 8
SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+|(?<=[\w)][.!?])\s+(?=[A-ZÀ-Þ])|(?<=\d[.!?])\s+(?=[a-zà-ÿ]{3})")
SIGN = re.compile(r"\s*(?:[:：–—-]|(?=\s\S))\s*")
COLON = re.compile(r"\s*[:：]\s*")
# `asked about my hours`, `parlé du salaire`
OPENING = re.compile(
    r"^(?:my|du|des|de la|de|del|della|do|da|dos|das|sobre|sur|su|over|about|nach|über)\s+", re.IGNORECASE
)
# What a topic may hold of the words of every day: `on call rota`, `équipe de 12`.
PREPOSITIONS = INSIDE | frozenset(
    ("on", "in", "at", "for", "with", "to", "a", "no", "not", "auf", "im", "für", "mit", "sur", "avec", "con", "com")
)


def topics(reading: Reading, lexicon: Lexicon) -> tuple[Topic, ...]:
    """The topics of `talked about:` lines (`Name: topic; topic` per person) and of lines that begin like them.

    They also stand behind a colon that follows how it went (`went well: hours, pay`), and right behind a verb
    (`they asked hours, pay`) where no sentence follows.
    """
    typed = [value for key, value in reading.notes.values if key == "talked about"]
    found = [topic for value in typed for topic in _personal(value)]
    if found:
        return tuple(found[:MOST])
    common = everyday(lexicon, reading.language) - PREPOSITIONS
    for path in ("topics.labels", "topics.judged", "topics.asked"):
        matches = list(lexicon.of(path).pattern.finditer(reading.folded_body))
        for match in () if found else matches:
            rest = reading.body[match.end() :].partition("\n")[0]
            begins = (COLON if path == "topics.judged" else SIGN).match(rest)
            listed = _listed(rest[begins.end() :], common) if begins else []
            told = begins is not None and (begins.group().strip() or len(listed) > 1)
            is_list = path == "topics.labels" or not any(name_words(text) & common for text in listed)
            found += [Topic(text) for text in listed] if told and is_list else []
    return tuple(dict.fromkeys(found))[:MOST]


def _personal(value: str) -> list[Topic]:
    """Commas part topics only where no semicolon does: a topic may be half a sentence."""
    found, person = [], None
    for part in value.split(";" if ";" in value else ","):
        named = re.match(r"\s*([^\W\d_][\w'’. -]{0,40}?)\s*:\s*(.*)", part)
        person = named[1] if named else person
        text = one_line(named[2] if named else part)
        if text:
            found.append(Topic(text, person))
    return found


def _listed(text: str, common: frozenset[str]) -> list[str]:
    """The topics of a list; the sentence behind it tells something else."""
    parts = re.split(r"[;,、]", SENTENCE.split(text)[0])
    halves = AND.split(parts[-1], maxsplit=1)
    if len(parts) > 1 or not any(name_words(half) & common for half in halves):
        parts[-1:] = halves
    parts = [OPENING.sub("", one_line(part).strip(" .")) for part in parts]
    return [part for part in parts if part and len(part.split()) <= LONGEST_WORDS]
