"""What can be wrong with a template that reads well by itself: unknown names, missing parts, circles.

What this module must not know: what a follow-up is, what any template says.
"""

from __future__ import annotations

from collections.abc import Iterator

from followup_cal.draft.entry_text import NOTICES
from followup_cal.draft.facts import FACTS, FLAGS
from followup_cal.draft.fill import flaw, names
from followup_cal.draft.sheet import Block, Phrase, Sheet

COMMON = "common"
CALENDAR = {"months": 12, "weekdays": 7}


def mistakes(sheet: Sheet, common: tuple[Block, ...]) -> Iterator[str]:
    """What can only be seen with the sheet complete and the common phrases at hand."""
    if not common:
        yield f"{sheet.file}:1: the language `{sheet.language}` has no {COMMON}.txt beside it"
        return
    shared = {block.name for block in common}
    known = {block.name for block in sheet.blocks} | shared | FACTS
    for phrase in sheet.phrases():
        yield from _unreadable(sheet, phrase, known)
    for condition, line in sheet.conditions():
        for name in sorted((condition.wanted | condition.unwanted) - FACTS - FLAGS):
            yield f"{sheet.file}:{line}: nothing is known by the name `{name}`"
    yield from _missing_parts(sheet) if sheet.name != COMMON else _missing_phrases(sheet)
    yield from _circles(sheet, common)


def _unreadable(sheet: Sheet, phrase: Phrase, known: set[str]) -> Iterator[str]:
    found = flaw(phrase.text)
    if found:
        problem, line = found
        yield f"{sheet.file}:{phrase.line + line - 1}: {problem}"
        return
    for name in sorted(names(phrase.text) - known):
        yield f"{sheet.file}:{phrase.line}: `{name}` is neither a fact nor a heading of this sheet"


def _missing_parts(sheet: Sheet) -> Iterator[str]:
    keys = {title.key for title in sheet.titles}
    if not sheet.medium:
        yield f"{sheet.file}:1: the line `medium:` is missing"
    if "summary" not in keys:
        yield f"{sheet.file}:1: the line `summary:` is missing"
    if sheet.medium == "email" and "subject" not in keys:
        yield f"{sheet.file}:1: an e-mail needs the line `subject:`"
    if not sheet.layout.text:
        yield f"{sheet.file}:{sheet.layout.line}: no text stands after `---`"


def _missing_phrases(sheet: Sheet) -> Iterator[str]:
    named = {block.name: len(block.phrases) for block in sheet.blocks}
    for name in sorted(NOTICES - named.keys()):
        yield f"{sheet.file}:1: a line that every entry needs is missing: `== {name}`"
    for name in sorted(FACTS - named.keys()):
        yield f"{sheet.file}:1: what stands in place of `{name}` when it is not known is missing: `== {name}`"
    for name, count in CALENDAR.items():
        if named.get(name) != count:
            yield f"{sheet.file}:1: `== {name}` needs {count} lines"


def _circles(sheet: Sheet, common: tuple[Block, ...]) -> Iterator[str]:
    """Headings that would need themselves to be filled in."""
    own = {block.name for block in sheet.blocks}
    uses: dict[str, set[str]] = {}
    for block in (*(shared for shared in common if shared.name not in own), *sheet.blocks):
        sound = (phrase.text for phrase in block.phrases if flaw(phrase.text) is None)
        uses.setdefault(block.name, set()).update(*map(names, sound))
    for block in sheet.blocks:
        reached: set[str] = set()
        ahead = set(uses.get(block.name, ()))
        while ahead:
            reached |= ahead
            ahead = {name for step in ahead for name in uses.get(step, ())} - reached
        if block.name in reached:
            yield f"{sheet.file}:{block.line}: `{block.name}` contains itself"
