"""Desired, existing, last written -> changes: the heart.

Pure: knows no store, no clock, no wording of reports. Field by field, three versions meet: what we wrote last (the
imprint), what stands in the calendar, what we want now. A field the user touched stays the user's for good; the others
follow the plan. An entry is rewritten only because facts or dates changed, never because a template got better, unless
the user asks for that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from followup_cal.cadence import endings
from followup_cal.changes import Change, Create, Delete, Ending, Keep, Reason, Update
from followup_cal.draft.entry_text import LONGEST_REASON
from followup_cal.draft.harmless import harmless
from followup_cal.ical.description import explained, language_of
from followup_cal.imprint import VISIBLE_CODES, Imprint, of_alarms, of_text, of_times, parse
from followup_cal.model import Entry, Existing, Known, Notes, PlanState, said_in


@dataclass(frozen=True, slots=True)
class Reader:
    """How the user's answers are told from the rest of a text: `recognise.notes`, with its words.

    Attributes:
        reasons: language -> our sentences in it (`said_in`).
    """

    notes: Callable[[str], Notes]
    strip: Callable[[str], str]
    reasons: Callable[[str], Mapping[str, str]] = lambda _: {}


def imprint_of(entry: Entry, reader: Reader) -> Imprint:
    """What we would be writing, as hashes."""
    return Imprint(
        ideal=entry.ideal,
        facts=entry.facts,
        summary=of_text(entry.summary),
        times=of_times(entry.start, entry.end),
        alarms=of_alarms(entry.alarms, entry.start),
        text=of_text(reader.strip(entry.text)),
        siblings=entry.siblings,
    )


def touched(existing: Existing, base: Imprint, reader: Reader) -> frozenset[str]:
    """The fields the user changed: those that no longer have the meaning we wrote.

    An app's own doings are no touch: see `imprint`. Tags and `key:` lines typed into a text are answers, not edits.
    """
    now = {
        "summary": (of_text(existing.summary), base.summary),
        "times": (of_times(existing.start, existing.end), base.times),
        "alarms": (of_alarms(existing.alarms, existing.start), base.alarms),
        "text": (of_text(reader.strip(existing.text)), base.text),
    }
    return frozenset(field for field, (theirs, ours) in now.items() if theirs != ours)


def base_of(existing: Existing, remembered: Mapping[str, str]) -> Imprint | None:
    """What we wrote last: as the entry says, else as the state file remembers; None where neither can tell."""
    return parse(existing.imprint) or parse(remembered.get(existing.uid))


def known(existing: Sequence[Existing], remembered: Mapping[str, str], reader: Reader) -> dict[str, Known]:
    """What planning has to know of the entries that stand in the calendar."""
    found = {}
    for item in existing:
        base = base_of(item, remembered)
        found[item.uid] = Known(
            start=item.start,
            ideal=base.ideal if base else "",
            moved=base is None or "times" in touched(item, base, reader),
            state=PlanState.DONE if item.done else PlanState.WRITTEN,
            done_on=item.done_on,
        )
    return found


def reconcile(
    desired: Sequence[Entry],
    existing: Sequence[Existing],
    *,
    ended: Mapping[str, Ending],
    vanished: Mapping[str, str],
    remembered: Mapping[str, str],
    reader: Reader,
    refresh: bool = False,
) -> tuple[Change, ...]:
    """Decides what has to happen so that the calendar holds what is wanted and the user's hand wins.

    Args:
        desired: what should stand in the calendar, each with a UID of its own.
        existing: all our entries that stand in the calendars read.
        ended: UID -> why a step is no longer wanted: a tag, an outcome, a cancellation, a later round.
        vanished: UID -> why, for entries whose interview is no longer in a calendar that was read completely.
        remembered: UID -> imprint from the state file.
        reader: tells answers from edits.
        refresh: what is untouched is to be as it would be written today.

    Returns:
        One change for every entry, in the order of `desired`, then of `existing`.
    """
    standing: dict[str, Existing] = {}
    for item in existing:
        standing.setdefault(item.uid, item)
    wanted = {entry.uid for entry in desired}
    changes: list[Change] = []
    for entry in desired:
        there = standing.get(entry.uid)
        changes.append(
            _merge(there, entry, remembered, reader, refresh=refresh)
            if there
            else Create(entry, imprint_of(entry, reader))
        )
    unwanted = (item for item in existing if item.uid not in wanted)
    changes.extend(_unwanted(item, ended, vanished, remembered, reader) for item in unwanted)
    return tuple(changes)


def _merge(existing: Existing, entry: Entry, remembered: Mapping[str, str], reader: Reader, *, refresh: bool) -> Change:
    base = base_of(existing, remembered)
    if base is None:
        return Keep(existing, Reason.UNKNOWN_BASE)
    ours = imprint_of(entry, reader)
    fields = frozenset() if existing.done else _fields(existing, entry, base, ours, reader, refresh=refresh)
    # One that was taken over from an interview that is gone has to be known by the new one, also when it is done.
    moves = existing.interview not in {None, entry.interview}
    merged = replace(
        base,
        ideal=base.ideal if existing.done else ours.ideal,
        facts=base.facts if existing.done else ours.facts,
        summary=ours.summary if "summary" in fields else base.summary,
        times=ours.times if "times" in fields else base.times,
        alarms=ours.alarms if "alarms" in fields else base.alarms,
        text=ours.text if "text" in fields else base.text,
        siblings=_siblings(base, ours),
    )
    if not fields and not moves and merged == base:
        return Keep(existing, Reason.DONE if existing.done else Reason.SAME)
    reason = Reason.MOVED if "times" in fields else Reason.FACTS if fields else Reason.BOOKKEEPING
    return Update(existing, _with_answers(existing, entry, reader), merged, fields, reason)


def _fields(
    existing: Existing, entry: Entry, base: Imprint, ours: Imprint, reader: Reader, *, refresh: bool
) -> frozenset[str]:
    """The fields that are ours to change and that differ."""
    mine = {"summary", "times", "alarms", "text"} - touched(existing, base, reader)
    fields = {"footer", *({"alarms"} & mine)} if _had_ended(base) else set()
    if refresh or base.facts != ours.facts:
        written = ("summary", "text", "alarms") if refresh else ("summary", "text")
        fields |= {name for name in written if getattr(base, name) != getattr(ours, name)} & mine
    if of_times(entry.start, entry.start) != of_times(existing.start, existing.start) and "times" in mine:
        fields |= {"times", "alarms"} & mine
    old = refresh and of_text(existing.footer) != of_text(entry.footer)
    if old or base.facts != ours.facts or base.ideal != ours.ideal or "times" in fields:
        fields.add("footer")
    return frozenset(fields if existing.footer else fields - {"footer"})


def _siblings(base: Imprint, ours: Imprint) -> tuple[str, ...]:
    """A list cut to fit the description says the same as the whole one."""
    cut = ours.siblings[:VISIBLE_CODES]
    return base.siblings if base.siblings == cut else ours.siblings


def _with_answers(existing: Existing, entry: Entry, reader: Reader) -> Entry:
    """Our new text with the answers the user typed into the old one."""
    own = reader.strip(existing.text).splitlines()
    typed = [line for line in existing.text.splitlines() if line.strip() and line not in own]
    notes = reader.notes(existing.text)
    if not (notes.tags or notes.values):
        return entry
    return replace(entry, text="\n".join([reader.strip(entry.text).strip(), "", *typed]))


def _unwanted(
    existing: Existing,
    ended: Mapping[str, Ending],
    vanished: Mapping[str, str],
    remembered: Mapping[str, str],
    reader: Reader,
) -> Change:
    reason = Reason.ENDED if existing.uid in ended else Reason.VANISHED
    ending = ended.get(existing.uid) or Ending(vanished.get(existing.uid, ""))
    detail = ending.reason
    if not detail:
        return Keep(existing, Reason.OUT_OF_SCOPE)
    base = base_of(existing, remembered)
    if base is None:
        return Keep(existing, Reason.DONE if existing.done else Reason.UNKNOWN_BASE, detail)
    if existing.done:
        return _done_alone(existing, ending, base)
    notes = reader.notes(existing.words)
    changed = touched(existing, base, reader)
    if not changed and not notes.tags and not notes.values:
        return Delete(existing, reason, detail)
    return _left_alone(existing, ending, base, changed, reader)


def _left_alone(existing: Existing, ending: Ending, base: Imprint, changed: frozenset[str], reader: Reader) -> Change:
    """An entry that the user changed, or noted something in, stays when its step has ended.

    It says so once, and rings no more.
    """
    phrases = reader.reasons(language_of(existing.footer))
    why_it_stays = harmless(said_in(phrases, endings.stays(ending.reason, edited=bool(changed))), LONGEST_REASON)
    after = replace(_hanging(existing, ending), alarms=(), footer=explained(existing.footer, why_it_stays))
    reason = Reason.TOUCHED if changed else Reason.NOTED
    alone = _alone(base)
    fields = set()
    if existing.alarms and not _had_ended(base):
        fields.add("alarms")
        if "alarms" not in changed:
            alone = replace(alone, alarms=of_alarms((), existing.start))
    if of_text(after.footer) != of_text(existing.footer):
        fields.add("footer")
    if fields or base != alone or _moves(existing, ending):
        return Update(existing, after, alone, frozenset(fields), reason, ending.reason)
    return Keep(existing, reason, ending.reason)


def _done_alone(existing: Existing, ending: Ending, base: Imprint) -> Change:
    """What is done stays as it is; only the line that nobody reads tells that its step is no longer wanted."""
    alone = _alone(base)
    if base == alone and not _moves(existing, ending):
        return Keep(existing, Reason.DONE, ending.reason)
    return Update(existing, _hanging(existing, ending), alone, frozenset(), Reason.BOOKKEEPING, ending.reason)


def _alone(base: Imprint) -> Imprint:
    """It no longer speaks for what was written with it, or what we remove now would count as deleted by the user."""
    return replace(base, siblings=())


def _moves(existing: Existing, ending: Ending) -> bool:
    """Whether another interview has taken the place of the one it names."""
    return bool(ending.interview) and existing.interview not in {None, ending.interview}


def _hanging(existing: Existing, ending: Ending) -> Entry:
    return replace(as_it_stands(existing), interview=ending.interview or existing.interview or "")


def _had_ended(base: Imprint) -> bool:
    """Whether an entry was left alone when its step ended: every other one was written with itself at least."""
    return not base.siblings


def as_it_stands(existing: Existing) -> Entry:
    """An entry as the calendar holds it, to change some of its fields."""
    return Entry(
        uid=existing.uid,
        store=existing.store,
        component=existing.component,
        summary=existing.summary,
        start=existing.start,
        end=existing.end,
        text=existing.text,
        footer=existing.footer,
        alarms=existing.alarms,
        categories=(),
        priority=5,
        step=existing.step or "",
        application="",
        interview=existing.interview or "",
        purpose=existing.purpose or "",
        ideal="",
        facts="",
    )
