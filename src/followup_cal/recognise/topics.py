"""What was talked about, as the user noted it. Pure."""

from __future__ import annotations

import re

from followup_cal.model import Topic
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import one_line
from followup_cal.recognise.reading import Reading
from followup_cal.recognise.segments import AND

MOST = 12
LONGEST_WORDS = 8
SENTENCE = re.compile(r"(?<=[\w)][.!?])\s+(?=[A-ZÀ-Þ])")


def topics(reading: Reading, lexicon: Lexicon) -> tuple[Topic, ...]:
    """The topics of `talked about:` lines (`Name: topic; topic` per person) and of lines that begin like them."""
    typed = [value for key, value in reading.notes.values if key == "talked about"]
    found = [topic for value in typed for topic in _personal(value)]
    if found:
        return tuple(found[:MOST])
    for match in lexicon.of("topics.labels").pattern.finditer(reading.folded_body):
        rest = reading.body[match.end() :].partition("\n")[0]
        begins = re.match(r"\s*(?:[:：–—-]|(?=\s\S))\s*", rest)
        if begins and (begins.group().strip() or "," in rest):
            found += [Topic(text) for text in _listed(rest[begins.end() :])]
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


def _listed(text: str) -> list[str]:
    """The topics of a list; the sentence behind it tells something else."""
    parts = re.split(r"[;,、]", SENTENCE.split(text)[0])
    if len(parts) > 1:
        parts[-1:] = AND.split(parts[-1], maxsplit=1)
    parts = [one_line(part).strip(" .") for part in parts]
    return [part for part in parts if part and len(part.split()) <= LONGEST_WORDS]
