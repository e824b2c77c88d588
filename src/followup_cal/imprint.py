"""What we wrote last into an entry, field by field, as short hashes.

The base of the three-way merge: a field whose hash differs from the imprint was touched by the user. The same line
rides in the entry's `X-FOLLOWUP-CAL-REF` property, at the end of its description and in the state file, so that any one
of the three is enough. Pure; knows nothing of iCalendar or of what is wanted.

Hashes are taken of meanings, not of bytes: servers and apps re-fold, reorder, spell zones differently, add blanks.
"""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

WIDTH = 4
CODE_WIDTH = 3
INTERVIEW_WIDTH = 10
# 60 characters for the line in the description, as the design grants, less "ref: ", the hashes and the stop.
VISIBLE_CODES = (60 - len("ref: ") - 6 * WIDTH - 1) // CODE_WIDTH


@lru_cache(maxsize=4096)
def fingerprint(value: str, width: int = WIDTH) -> str:
    """Shortens a text to `width` characters of lower-case base32."""
    return b32encode(sha256(value.encode("utf-8", "surrogatepass")).digest()).decode().lower()[:width]


def interview_hash(key: str) -> str:
    """How an entry names the interview it hangs on (`Event.key`), without naming it."""
    return fingerprint(key, INTERVIEW_WIDTH)


def code(step: str, person: str, occurrence: int = 0) -> str:
    """Names an entry in the list of its siblings.

    Args:
        step: its step.
        person: the key of the person it is for (`identity.person_key`), empty where it is for nobody in particular.
        occurrence: which repetition of the step.
    """
    return fingerprint(f"{step}\n{person}\n{occurrence}", CODE_WIDTH)


def of_text(text: str) -> str:
    """Hashes a text, blind to line ends, blanks at their ends, runs of blanks and Unicode composition."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return fingerprint("\n".join(line for line in lines if line))


def of_times(start: datetime, end: datetime) -> str:
    """Hashes when an entry begins and ends, to the minute, blind to how the zone is spelled."""
    return fingerprint(f"{_minute(start)} {_minute(end)}")


def of_alarms(moments: Iterable[datetime], start: datetime) -> str:
    """Hashes alarms by their distance from the start: entry and alarms that move together are untouched."""
    return fingerprint(" ".join(str(round((moment - start).total_seconds() / 60)) for moment in sorted(set(moments))))


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Hashes of what we wrote last.

    Attributes:
        ideal: of the moment the rules gave.
        facts: of what the texts were made from.
        summary: of the title.
        times: of start and end.
        alarms: of the alarms.
        text: of the draft section.
        siblings: codes of the entries that stood for the same round, this one included.
    """

    ideal: str
    facts: str
    summary: str
    times: str
    alarms: str
    text: str
    siblings: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The whole line, without a label."""
        hashes = self.ideal + self.facts + self.summary + self.times + self.alarms + self.text
        return f"{hashes}.{''.join(self.siblings)}"

    @property
    def short(self) -> str:
        """The line as it stands in the description: as many siblings as there is room for."""
        return f"{str(self).partition('.')[0]}.{''.join(self.siblings[:VISIBLE_CODES])}"


def parse(line: str | None) -> Imprint | None:
    """Reads an imprint back; None where the line is none, so that what cannot be read is never taken for untouched."""
    hashes, stop, codes = (line or "").strip().partition(".")
    known = set("abcdefghijklmnopqrstuvwxyz234567")
    if not stop or len(hashes) != 6 * WIDTH or len(codes) % CODE_WIDTH or not known.issuperset(hashes + codes):
        return None
    ideal, facts, summary, times, alarms, text = (hashes[at : at + WIDTH] for at in range(0, len(hashes), WIDTH))
    siblings = tuple(codes[at : at + CODE_WIDTH] for at in range(0, len(codes), CODE_WIDTH))
    return Imprint(ideal, facts, summary, times, alarms, text, siblings)
