"""What `sync` did and what `plan` would do, for people. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from followup_cal.changes import Create, Delete, Keep, Reason, Update
from followup_cal.model import Application, FollowUp, PlanState
from followup_cal.report.layout import Line, Row, Span, Tone, table, wrapped
from followup_cal.report.tally import counted, found, up_to_date
from followup_cal.report.when import View
from followup_cal.report.wording import plain, reason_of
from followup_cal.run import Decision
from followup_cal.setting_up.guesses import Sight

OPEN = {PlanState.PLANNED, PlanState.WRITTEN}
MARKS = {
    Create: Span("+", Tone.NEW),
    Update: Span("~", Tone.CHANGED),
    Delete: Span("-", Tone.GONE),
    Keep: Span("="),
}


def named(application: Application) -> str:
    """An application as people call it."""
    return plain(", ".join(filter(None, (application.company, application.role))) or application.key)


def short(summary: str, application: Application) -> str:
    """A title without the employer behind it, for where the employer stands above."""
    title, company = plain(summary), plain(application.company or "")
    return title.removesuffix(f" ({named(application)})").removesuffix(f" ({company})")


def headline(application: Application, view: View) -> Iterator[Line]:
    """An application and its last round."""
    last = application.rounds[-1]
    when = f"round {last.number} on {view.day(last.start)} ({view.distance(last.start)})"
    yield from wrapped(Span(f"{named(application)}: {when}", Tone.HEADING), view.width, hanging=2)


def sync_lines(
    decision: Decision, failed: Mapping[str, str], targets: Sequence[str], view: View, *, dry_run: bool
) -> Iterator[Line]:
    """What `sync` did: a line for each entry written or removed, by application, then the sums."""
    changed = {change.uid: change for change in decision.changes if not isinstance(change, Keep)}
    shown: set[str] = set()
    for application in decision.applications:
        mine = [item for item in decision.followups if item.application.key == application.key and item.uid in changed]
        if mine:
            yield from headline(application, view)
        yield from table([_changed(item, changed[item.uid], view) for item in _in_order(mine)], view.width)
        shown.update(item.uid for item in mine)
    rest = [change for uid, change in changed.items() if uid not in shown]
    others = [Row(MARKS[type(change)], (), Span(f"{_title(change)} ({reason_of(change)})")) for change in rest]
    faults = [
        Row(Span("!", Tone.LATE), (), Span(f"{_title(changed[uid])}: {plain(why)}")) for uid, why in failed.items()
    ]
    yield from table([*others, *faults], view.width)
    yield from wrapped(Span(_sums(decision, failed, targets, dry_run=dry_run)), view.width)


def plan_lines(decision: Decision, view: View) -> Iterator[Line]:
    """What `plan` shows: every step of every application, with its date and why, or why not."""
    for number, application in enumerate(decision.applications):
        if number:
            yield ()
        mine = _in_order(item for item in decision.followups if item.application.key == application.key)
        yield from headline(application, view)
        yield from table([_planned(item, decision, view) for item in mine if item.state in OPEN], view.width)
        others = left_out([item for item in mine if item.state not in OPEN], decision)
        yield from table([_left_out(reason, titles) for reason, titles in others], view.width)
    if not decision.applications:
        yield (Span("No interview that needs a follow-up."),)


def _in_order(followups: Iterable[FollowUp]) -> list[FollowUp]:
    return sorted(followups, key=lambda item: item.at)


def _changed(item: FollowUp, change: Create | Update | Delete, view: View) -> Row:
    summary = change.existing.summary if isinstance(change, Delete) else change.entry.summary
    below = (Span(reason_of(change), Tone.FAINT),) if change.reason in {Reason.TOUCHED, Reason.NOTED} else ()
    return Row(MARKS[type(change)], _when(item, view), Span(short(summary, item.application)), below)


def _planned(item: FollowUp, decision: Decision, view: View) -> Row:
    mark = MARKS[Create if item.state is PlanState.PLANNED else Keep]
    title = short(decision.drafts[item.uid].summary, item.application)
    return Row(mark, _when(item, view), Span(title), (Span(plain(item.why), Tone.FAINT),))


def _when(item: FollowUp, view: View) -> tuple[Span, ...]:
    return Span(view.clock(item.at)), Span(f"{view.distance(item.at):<11}", Tone.NEXT)


def left_out(items: Sequence[FollowUp], decision: Decision) -> Iterator[tuple[str, str]]:
    """What is not planned: each reason, and the titles it holds for."""
    reasons: dict[str, Counter[str]] = {}
    for item in items:
        reason = f"{item.state.value}: {plain(item.reason)}" if item.reason else item.state.value
        reasons.setdefault(reason, Counter())[short(decision.drafts[item.uid].summary, item.application)] += 1
    for reason, titles in reasons.items():
        said = (title if number == 1 else f"{title} ({number} times)" for title, number in titles.items())
        yield reason, "; ".join(said)


def _left_out(reason: str, titles: str) -> Row:
    return Row(Span("-", Tone.FAINT), (), Span(reason, Tone.FAINT), (Span(titles, Tone.FAINT),))


def _title(change: Create | Update | Delete | Keep) -> str:
    return plain(change.entry.summary if isinstance(change, Create) else change.existing.summary)


def _sums(decision: Decision, failed: Mapping[str, str], targets: Sequence[str], *, dry_run: bool) -> str:
    kinds = Counter(type(change) for change in decision.changes if change.uid not in failed)
    interviews, applications = decision.interviews, len(decision.applications)
    if not kinds[Create] + kinds[Update] + kinds[Delete] + len(failed):
        return up_to_date(interviews, applications, kinds[Keep])
    verbs = (
        ("would be written", "would be changed", "would be removed") if dry_run else ("written", "changed", "removed")
    )
    parts = [f"{kinds[kind]} {verb}" for kind, verb in zip((Create, Update, Delete), verbs, strict=True) if kinds[kind]]
    parts += [f"{kinds[Keep]} kept"] if kinds[Keep] else []
    parts += [f"{len(failed)} failed"] if failed else []
    return f"{found(interviews, applications)}: follow-ups {', '.join(parts)} ({', '.join(map(plain, targets))})."


def sight_line(sight: Sight) -> str:
    """What stands in the calendars, in a sentence."""
    past = f"{counted(sight.past, 'interview')} at {counted(sight.past_employers, 'employer')} in the last 30 days"
    return f"Found {past}, {sight.coming or 'none'} to come."
