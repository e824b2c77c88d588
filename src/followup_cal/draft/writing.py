"""A template sheet filled in with the facts of one follow-up.

Names in a template are facts, or headings of the same sheet, or headings of the language's common phrases.
A fact that is not known is looked up among the headings like any other name: that is where its visible blank stands.
Values are only ever values: what an invitation says is never read as a template.

What this module must not know: where the facts come from, what any template says.
"""

from __future__ import annotations

from hashlib import sha256

from followup_cal.draft.facts import FACTS, Facts
from followup_cal.draft.fill import fill, names
from followup_cal.draft.sheet import Block, Phrase, Sheet
from followup_cal.errors import ConfigProblem


class Blank(str):
    """Text that stands where a fact is missing: visible when printed, false when asked."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


class Writing:
    """One sheet being filled in: each name is resolved once, so that it reads the same throughout."""

    def __init__(self, sheet: Sheet, common: tuple[Block, ...], facts: Facts) -> None:
        self._sheet = sheet
        self._common = common
        self._facts = facts
        self._slots = tuple(dict.fromkeys(block.name for block in sheet.blocks))
        self._chosen: dict[str, str] = {}

    def title(self, key: str, length: int) -> str:
        """The first `summary` or `subject` line whose facts are all known and that fits, else the last one, cut."""
        text = ""
        for title in self._sheet.titles:
            if title.key != key or not title.condition.holds(self._facts.flags):
                continue
            text = " ".join(self._render(title.phrase).split())
            needed = names(title.phrase.text) & FACTS
            if needed <= self._facts.values.keys() and len(text) <= length:
                return text
        return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"

    def body(self) -> str:
        """The letter: plain text, no blanks at the start or end of lines, never two empty lines in a row."""
        lines = (" ".join(line.split()) for line in self._render(self._sheet.layout).splitlines())
        kept: list[str] = []
        for line in lines:
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip()

    def _render(self, phrase: Phrase) -> str:
        values = {name: self._resolve(name) for name in names(phrase.text)}
        try:
            return fill(phrase.text, values)
        except ValueError as error:
            raise ConfigProblem((f"{self._sheet.file}:{phrase.line}: {error}",)) from error

    def _resolve(self, name: str) -> str:
        if name in self._facts.values:
            return self._facts.values[name]
        if name not in self._chosen:
            phrase = self._choose(name)
            text = self._render(phrase) if phrase else ""
            self._chosen[name] = Blank(text) if name in FACTS else text
        return self._chosen[name]

    def _choose(self, name: str) -> Phrase | None:
        """Draws one alternative: those with more conditions first, in an order that only the application decides."""
        own = [block for block in self._sheet.blocks if block.name == name]
        found = [b for b in own or self._common if b.name == name and b.condition.holds(self._facts.flags)]
        pool: list[Phrase] = []
        for weight in sorted({block.weight for block in found}, reverse=True):
            group = [phrase for block in found if block.weight == weight for phrase in block.phrases]
            start = int(sha256(f"{self._facts.seed} {name} {weight}".encode()).hexdigest(), 16) % len(group)
            pool += group[start:] + group[:start]
        if not pool:
            return None
        # Beyond the last alternative each name moves on by another step, so that no two letters share more than one.
        lap, place = divmod(self._facts.turn, len(pool))
        shift = lap * self._slots.index(name) if name in self._slots else 0
        return pool[(place + shift) % len(pool)]
