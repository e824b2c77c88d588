"""Follow-ups and their drafts -> entries, adapted to what the target accepts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

from followup_cal.cadence.plan import ideal_hash
from followup_cal.imprint import INTERVIEW_WIDTH, fingerprint
from followup_cal.model import Draft, Entry, FollowUp, Notes, PlanState, Profile

CATEGORY = "Follow-up"
STANDING = {PlanState.PLANNED, PlanState.WRITTEN, PlanState.DONE}
COUNTED = STANDING | {PlanState.DELETED}
LATE_STEPS = (24, 48)

# Follow-up -> the draft section of its description and what stands below it.
Writer = Callable[[FollowUp], tuple[Draft, str, str]]


@dataclass(frozen=True, slots=True)
class Goal:
    """Where entries go.

    Attributes:
        events: the store for VEVENTs; None where there is none.
        tasks: the store for VTODOs; None where tasks are refused.
    """

    events: str | None = None
    tasks: str | None = None

    def choose(self, wished: str, choice: str) -> tuple[str, str]:
        """Component type and store of a new entry.

        Args:
            wished: the component type the step wishes.
            choice: auto, events or tasks (`--entries`).
        """
        wished = {"events": "VEVENT", "tasks": "VTODO"}.get(choice, wished)
        if self.tasks is not None and (wished == "VTODO" or self.events is None):
            return "VTODO", self.tasks
        return "VEVENT", self.events or ""


def purpose_of(followup: FollowUp) -> str:
    """For which employer, step and person a follow-up is: what stays when the interview comes with a new UID."""
    employer = followup.application.key.partition("/")[0]
    return fingerprint(employer, INTERVIEW_WIDTH) + followup.home.code


def make_entries(
    followups: Iterable[FollowUp],
    write: Writer,
    profile: Profile,
    *,
    goals: Mapping[str, Goal],
    choice: str,
    components: Mapping[str, str],
) -> tuple[Entry, ...]:
    """Makes the entry of every follow-up that stands or should stand in the calendar.

    Args:
        followups: the whole plan; those skipped, superseded or deleted get no entry.
        write: drafts a follow-up.
        profile: the user; what drafts say of them is part of the facts.
        goals: source of an interview -> where its follow-ups go.
        choice: auto, events or tasks (`--entries`).
        components: UID -> component type of entries that stand there already: those never change it.
    """
    plan = tuple(followups)
    siblings = _siblings(plan)
    found = []
    for item in plan:
        if item.state in STANDING:
            component, store = goals[item.interview.event.source].choose(item.component, choice)
            entry = _entry(item, write(item), profile, siblings[item.home.interview])
            found.append(replace(_fitting(entry, components.get(item.uid) or component), store=store))
    return tuple(found)


def _fitting(entry: Entry, component: str) -> Entry:
    """As the component type allows: an event's reminders come before it starts, or not at all (Google)."""
    if component == "VTODO":
        return replace(entry, component=component)
    return replace(entry, component=component, alarms=tuple(time for time in entry.alarms if time <= entry.start))


def _entry(followup: FollowUp, written: tuple[Draft, str, str], profile: Profile, siblings: Sequence[str]) -> Entry:
    draft, text, footer = written
    return Entry(
        uid=followup.uid,
        store="",
        component=followup.component,
        summary=draft.summary,
        start=followup.at,
        end=followup.until,
        text=text,
        footer=footer,
        alarms=followup.alarms,
        categories=tuple(filter(None, (CATEGORY, followup.application.company))),
        priority=1 if followup.step == "thank-you" else 5,
        step=followup.step,
        application=followup.application.key,
        interview=followup.home.interview,
        ideal=ideal_hash(followup.ideal),
        facts=facts(followup, profile),
        purpose=purpose_of(followup),
        siblings=tuple(siblings),
    )


def facts(followup: FollowUp, profile: Profile) -> str:
    """Hashes everything a draft is made from, and nothing of how it is worded."""
    round_, application = followup.round, followup.application
    notes = [(sorted(item.notes.tags), item.notes.values) for item in round_.interviews if item.notes != Notes()]
    values = (
        application.company,
        application.role,
        [astuple(person) for person in (*followup.to, *followup.also, *round_.people)],
        [astuple(topic) for topic in round_.topics],
        astuple(round_.decision) if round_.decision else None,
        [item.phones for item in round_.interviews],
        round_.stage.value,
        profile.language or round_.language,
        round_.end.date().isoformat(),
        round_.number,
        sum(followup.late_hours >= limit for limit in LATE_STEPS),
        (profile.names[:1], profile.phone, profile.field, profile.strengths),
        *(item.answer_by.isoformat() for item in round_.interviews if item.answer_by),
        # What most people leave unsaid is left out, lest an upgrade takes every entry for changed.
        *filter(any, [(profile.register, profile.address), notes, () if round_.phones else followup.phones]),
    )
    return fingerprint(repr(values))


def _siblings(plan: Sequence[FollowUp]) -> dict[str, list[str]]:
    """Interview -> the codes of what hangs on it."""
    found: dict[str, list[str]] = {}
    for item in plan:
        codes = found.setdefault(item.home.interview, [])
        if item.state in COUNTED:
            codes.append(item.home.code)
    return found
