"""The order of a run: read, recognise, group, plan, draft, adapt, reconcile, guard, apply. Nothing else.

`decide` reads and decides; `apply` acts. `plan` and `interviews` are `decide` without `apply`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from followup_cal import reconcile, state
from followup_cal.cadence.applications import group
from followup_cal.cadence.definition import Cadence
from followup_cal.cadence.plan import plan
from followup_cal.changes import Change
from followup_cal.config import Config
from followup_cal.draft import Templates, draft
from followup_cal.draft.entry_text import entry_text
from followup_cal.entries import Target, interview_hash, make_entries
from followup_cal.gather import Gathered, Places, gather
from followup_cal.guard import guard
from followup_cal.imprint import code
from followup_cal.model import Application, Draft, Entry, Existing, Finding, FollowUp, Known, PlanState
from followup_cal.recognise import Lexicon, recognise
from followup_cal.recognise.notes import parse_notes, strip_notes
from followup_cal.reconcile import Reader
from followup_cal.scan import Selection

# What is passed over for being over or called off, in the words of a report.
CALLED_OFF = {
    "cancelled_interview": "the interview was cancelled",
    "declined_interview": "you declined the interview",
}


@dataclass(frozen=True, slots=True)
class Library:
    """The data files in force, parsed.

    Attributes:
        countries: IANA zone -> ISO country.
    """

    lexicon: Lexicon
    cadence: Cadence
    templates: Templates
    countries: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a run depends on.

    Attributes:
        now: the one reading of the clock, aware.
        state_path: the state file; None to do without.
        everything: parse every event, whatever words it holds.
    """

    places: Places
    config: Config
    library: Library
    now: datetime
    state_path: Path | None
    everything: bool = False
    force: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The user's own zone."""
        return ZoneInfo(self.config.profile.timezone)

    @property
    def reader(self) -> Reader:
        """How answers are told from edits."""
        lexicon = self.library.lexicon
        return Reader(lambda text: parse_notes(text, lexicon), lambda text: strip_notes(text, lexicon))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a run found and what it would do."""

    gathered: Gathered
    findings: tuple[Finding, ...]
    applications: tuple[Application, ...]
    followups: tuple[FollowUp, ...]
    drafts: Mapping[str, Draft]
    changes: tuple[Change, ...]
    state: state.State


def find(run: Run) -> tuple[Gathered, tuple[Finding, ...]]:
    """Reads the sources and recognises the interviews in them."""
    planning = run.config.planning
    selection = Selection(
        start=run.now - timedelta(days=planning.past_days),
        end=run.now + timedelta(days=planning.future_days),
        words=run.library.lexicon.scan_words,
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
    gathered, findings = find(run)
    applications = group(findings)
    remembered = _remembered(run, gathered)
    followups = _plan(run, applications, gathered.existing, remembered)
    config, templates = run.config, run.library.templates
    drafts = {item.uid: draft(item, config.profile, templates, config.compose) for item in followups}
    changes = reconcile.reconcile(
        _entries(run, followups, drafts, gathered.existing),
        gathered.existing,
        ended=_ended(followups, findings, gathered.existing, remembered),
        vanished=_vanished(run, gathered, findings, remembered),
        remembered=remembered.imprints(),
        reader=run.reader,
    )
    allowed = guard(changes, force=run.force)
    return Decision(gathered, findings, applications, followups, drafts, allowed, remembered)


def _remembered(run: Run, gathered: Gathered) -> state.State:
    """The state of the stores of this run; what was written and cannot be found any more was deleted by the user."""
    if run.state_path is None:
        return state.State()
    there = {item.uid for item in gathered.existing}
    opened = run.places.opened
    memories = {}
    for key, memory in state.load(run.state_path).entries.items():
        place = opened.get(memory.store)
        if place is None or place.missing:
            continue
        absent = memory.status == state.WRITTEN and key not in there and memory.store in gathered.complete
        deleted = absent and not place.store.lookup([key])
        memories[key] = replace(memory, status=state.DELETED) if deleted else memory
    return state.State(memories)


def _plan(
    run: Run, applications: Sequence[Application], existing: Sequence[Existing], remembered: state.State
) -> tuple[FollowUp, ...]:
    known = {
        key: Known(start=run.now, ideal="", state=PlanState.DELETED)
        for key, memory in remembered.entries.items()
        if memory.status == state.DELETED
    }
    known |= reconcile.known(existing, remembered.imprints(), run.reader)
    followups = _planned(run, applications, known)
    gone = _deleted_beside_siblings(followups, existing, remembered)
    return _planned(run, applications, known | gone) if gone else followups


def _planned(run: Run, applications: Sequence[Application], known: Mapping[str, Known]) -> tuple[FollowUp, ...]:
    config, library = run.config, run.library
    return plan(applications, library.cadence, config.planning, config.profile, run.now, known, library.countries)


def _deleted_beside_siblings(
    followups: Sequence[FollowUp], existing: Sequence[Existing], remembered: state.State
) -> dict[str, Known]:
    """Entries that the state knows nothing of, but that were written with one that still stands (promise 4)."""
    bases = {item.uid: reconcile.base_of(item, remembered.imprints()) for item in existing}
    written: dict[tuple[str, int], set[str]] = {}
    for item in followups:
        base = bases.get(item.uid)
        written.setdefault((item.application.key, item.round.number), set()).update(base.siblings if base else ())
    return {
        item.uid: Known(start=item.at, ideal="", state=PlanState.DELETED)
        for item in followups
        if item.uid not in bases
        and item.uid not in remembered.entries
        and code(item.uid) in written[item.application.key, item.round.number]
    }


def _entries(
    run: Run, followups: Sequence[FollowUp], drafts: Mapping[str, Draft], existing: Sequence[Existing]
) -> tuple[Entry, ...]:
    def write(followup: FollowUp) -> tuple[Draft, str, str]:
        words = drafts[followup.uid]
        return words, *entry_text(words, followup, run.library.templates.notices(words.language))

    opened, choice = run.places.opened, run.config.entries
    targets = {
        source: Target(target, opened[target].store.components, choice) for source, target in run.places.targets.items()
    }
    standing = {item.uid: item.component for item in existing}
    return make_entries(followups, write, run.config.profile, targets, standing)


def _ended(
    followups: Sequence[FollowUp], findings: Sequence[Finding], existing: Sequence[Existing], remembered: state.State
) -> dict[str, str]:
    """Entries whose step has ended, and why: superseded, answered, called off, or no part of the plan any more."""
    reasons = {item.uid: item.reason for item in followups}
    planned = {interview_hash(key) for item in followups for key in item.interview.keys}
    off = {
        interview_hash(finding.event.key): CALLED_OFF.get(finding.kind, "it is not an interview of yours")
        for finding in findings
        if not finding.followups and not finding.outcome
    }
    over = {item.uid: item.reason for item in followups if item.state in {PlanState.SKIPPED, PlanState.SUPERSEDED}}
    for item in existing:
        interview = _interview(item, remembered)
        if item.uid not in reasons and interview in planned:
            over[item.uid] = "the plan has no such step any more"
        elif item.uid not in reasons and interview in off:
            over[item.uid] = off[interview]
    return over


def _interview(existing: Existing, remembered: state.State) -> str:
    """Which interview an entry hangs on, as it says itself, else as the state file remembers."""
    memory = remembered.entries.get(existing.uid)
    return existing.interview or (memory.interview if memory else "")


def _vanished(run: Run, gathered: Gathered, findings: Sequence[Finding], remembered: state.State) -> dict[str, str]:
    """Entries whose interview should have been read and was not: it is gone from its calendar."""
    read = {interview_hash(finding.event.key) for finding in findings}
    oldest = (run.now - timedelta(days=run.config.planning.past_days)).astimezone(UTC).isoformat()
    gone = {}
    for item in gathered.existing:
        memory = remembered.entries.get(item.uid)
        if (
            memory
            and _interview(item, remembered) not in read
            and memory.source in gathered.complete
            and memory.start > oldest
        ):
            gone[item.uid] = "its interview is no longer in the calendar"
    return gone
