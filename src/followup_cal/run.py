"""The order of a run: read, recognise, group, plan, draft, adapt, reconcile, guard, apply. Nothing else.

`decide` reads and decides; `apply` acts. `plan` and `interviews` are `decide` without `apply`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from followup_cal import answers, reconcile, standing, state, succession
from followup_cal.cadence.applications import group
from followup_cal.cadence.plan import plan
from followup_cal.changes import Change
from followup_cal.config import Config
from followup_cal.draft import draft
from followup_cal.draft.entry_text import entry_text
from followup_cal.entries import make_entries
from followup_cal.gather import Gathered, gather
from followup_cal.guard import guard
from followup_cal.library import Library
from followup_cal.model import Application, Draft, Entry, Existing, Finding, FollowUp, Home, Known
from followup_cal.places import Places
from followup_cal.recognise import recognise
from followup_cal.recognise.notes import parse_notes, strip_notes
from followup_cal.reconcile import Reader
from followup_cal.scan import Selection

ALWAYS = timedelta(days=3650)
# What stood in a calendar when the state was saved.
_STOOD = {state.WRITTEN, state.LEAVING, state.UNSEEN}


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a run depends on.

    Attributes:
        now: the one reading of the clock, aware.
        state_path: the state file; None to do without.
        everything: parse every event, whatever words it holds.
        force: do what looks unsafe.
        again: write what the user deleted or had removed, too.
        refresh: write untouched entries as they would be written today.
    """

    places: Places
    config: Config
    library: Library
    now: datetime
    state_path: Path | None
    everything: bool = False
    force: bool = False
    again: bool = False
    refresh: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The user's own zone."""
        return ZoneInfo(self.config.profile.timezone)

    @property
    def reader(self) -> Reader:
        """How answers are told from edits."""
        lexicon = self.library.lexicon
        return Reader(
            lambda text: parse_notes(text, lexicon),
            lambda text: strip_notes(text, lexicon),
            self.library.templates.reasons,
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a run found and what it would do.

    Attributes:
        homes: UID -> where an entry that stands, or once stood, belongs now.
    """

    gathered: Gathered
    findings: tuple[Finding, ...]
    applications: tuple[Application, ...]
    followups: tuple[FollowUp, ...]
    drafts: Mapping[str, Draft]
    changes: tuple[Change, ...]
    state: state.State
    homes: Mapping[str, Home]

    @property
    def interviews(self) -> int:
        """How many interviews the applications are made of."""
        return sum(len(round_.interviews) for application in self.applications for round_ in application.rounds)


def find_own(run: Run) -> Gathered:
    """Reads our own entries, whenever they are, and nothing else."""
    always = Selection(start=run.now - ALWAYS, end=run.now + ALWAYS)
    return gather(run.places, always, run.config.profile.timezone)


def find(run: Run, remembered: state.State | None = None) -> tuple[Gathered, tuple[Finding, ...]]:
    """Reads the sources and recognises the interviews in them.

    The window is one of whole days, so that nothing enters or leaves it between two midnights.

    Args:
        run: all it depends on.
        remembered: what the state file knows: interviews are read for as long as their application goes on.
    """
    today = run.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    selection = Selection(
        start=_oldest(run, remembered or state.State(), today),
        end=today + timedelta(days=run.config.planning.future_days + 1),
        words=run.library.lexicon.scan_words,
        title_words=run.library.lexicon.titles_of(run.config.profile.names),
        booking_words=run.library.lexicon.booking_words,
        talk_words=run.library.lexicon.talk_words,
        topic_words=run.library.lexicon.topic_words,
        everything=run.everything,
    )
    gathered = gather(run.places, selection, run.config.profile.timezone)
    return gathered, recognise(gathered.events, run.config.profile, run.library.lexicon)


def decide(run: Run) -> Decision:
    """Everything up to the changes; nothing is written.

    Raises:
        Unreachable: a source or target cannot be read.
        Unsafe: the changes look like an accident.
    """
    before = state.load(run.state_path) if run.state_path else state.State()
    gathered, findings = find(run, before)
    existing = tuple(answers.ticked(item, run.reader) for item in gathered.existing)
    remembered = _remembered(run, before, gathered, findings)
    # Which interview an entry belongs to is settled by what was read; only then does what was typed into it count.
    homes = standing.homes(existing, remembered)
    vanished = standing.vanished(findings, remembered, homes, gathered.complete, _oldest(run, before, run.now))
    applications = group(findings)
    followups = _planned(run, applications, _known(run, existing, remembered, homes))
    moved = succession.replaced(followups, existing, remembered, homes, vanished)
    homes |= moved
    typed = answers.typed(followups, existing, gathered.events, homes, run.reader)
    if typed:
        # It counts as if it stood in the interview's own notes.
        findings = recognise(answers.noted(gathered.events, typed), run.config.profile, run.library.lexicon)
        applications = group(findings)
    if typed or moved:
        followups = _planned(run, applications, _known(run, existing, remembered, homes))
    followups = tuple(replace(item, why=answers.understood(item)) for item in followups)
    changes = reconcile.reconcile(
        _entries(run, followups, drafts := _drafts(run, followups), existing),
        existing,
        ended=standing.ended(followups, findings, existing, homes),
        vanished=vanished,
        remembered=remembered.imprints(),
        reader=run.reader,
        refresh=run.refresh,
    )
    allowed = guard(changes, force=run.force)
    return Decision(gathered, findings, applications, followups, drafts, allowed, remembered, homes)


def _oldest(run: Run, remembered: state.State, now: datetime) -> datetime:
    """Interviews that began before this are not looked for."""
    return standing.oldest(remembered, run.places.sources, now - timedelta(days=run.config.planning.past_days))


def _drafts(run: Run, followups: Sequence[FollowUp]) -> dict[str, Draft]:
    config, templates = run.config, run.library.templates
    return {item.uid: draft(item, config.profile, templates, config.compose) for item in followups}


def _remembered(run: Run, before: state.State, gathered: Gathered, findings: Sequence[Finding]) -> state.State:
    """The state of the stores of this run; what was written and cannot be found any more was deleted by the user.

    Unless we were about to delete it, or another computer did: then it is forgotten. Where not everything could be
    read, nothing is known of it until that has changed, so it is not written again.
    """
    there = {item.uid for item in gathered.existing}
    opened = run.places.opened
    homes = standing.homes(gathered.existing, before)
    ended = standing.ended_elsewhere(gathered.existing, before, homes, findings)
    memories: dict[str, state.Memory] = {}
    lost = set()
    for key, memory in before.entries.items():
        place = opened.get(memory.store)
        if place is None or place.missing:
            continue
        complete = memory.store in gathered.complete
        absent = memory.status in _STOOD and key not in there
        gone = absent and not (complete and place.store.lookup([key]))
        if memory.status == state.DELETED and key in ended:
            continue
        if not gone or (memory.status == state.LEAVING and not complete):
            memories[key] = memory
        elif not complete:
            memories[key] = replace(memory, status=state.UNSEEN)
        elif memory.status != state.LEAVING and key not in ended:
            memories[key] = replace(memory, status=state.DELETED)
            lost.add(key)
    return standing.given_up(state.State(memories), gathered.existing, lost)


def _known(
    run: Run, existing: Sequence[Existing], remembered: state.State, homes: Mapping[str, Home]
) -> dict[str, Known]:
    """What planning has to know of what stands in the calendars, or was deleted there by the user."""
    gone = {} if run.again else standing.deleted(remembered, run.now)
    found = gone | reconcile.known(existing, remembered.imprints(), run.reader)
    missing = {} if run.again else standing.missing(existing, remembered, homes, run.now)
    return {uid: replace(item, home=homes.get(uid)) for uid, item in found.items()} | missing


def _planned(run: Run, applications: Sequence[Application], known: Mapping[str, Known]) -> tuple[FollowUp, ...]:
    config, library = run.config, run.library
    return plan(applications, library.cadences, config.planning, config.profile, run.now, known, library.almanac)


def _entries(
    run: Run, followups: Sequence[FollowUp], drafts: Mapping[str, Draft], existing: Sequence[Existing]
) -> tuple[Entry, ...]:
    def write(followup: FollowUp) -> tuple[Draft, str, str]:
        words = drafts[followup.uid]
        return words, *entry_text(words, followup, run.library.templates.notices(words.language))

    components = {item.uid: item.component for item in existing}
    config, goals = run.config, run.places.goals
    return make_entries(followups, write, config.profile, goals=goals, choice=config.entries, components=components)
