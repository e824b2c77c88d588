"""`followup-cal plan`: sync without its last step."""

from __future__ import annotations

from dataclasses import replace

import click

from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.errors import UsageProblem
from followup_cal.report.as_json import as_json
from followup_cal.report.drafts import draft_lines
from followup_cal.report.records import plan_record
from followup_cal.report.story import plan_lines
from followup_cal.sync import Decision, decide


@click.command("plan")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="As for sync: what already stands there counts.")
@click.option("--in-place", is_flag=True, help="As for sync.")
@click.option("--show", "step", metavar="STEP", help="The drafts of a step as they will stand in the calendar.")
@common
def command(sources: tuple[str, ...], to: str | None, step: str | None, *, in_place: bool, choices: Choices) -> int:
    """Show what sync would write for the interviews in SOURCE, with dates and reasons, and what it skips and why."""
    with start(choices, sources, to=to, in_place=in_place) as session:
        # Nothing is written, so nothing has to be refused: here one looks at what `sync` would not do unasked.
        decision = decide(replace(session.run, force=True))
        session.keep_memories()
    if step is not None:
        decision = _only(decision, step)
    if choices.json:
        for item in decision.followups:
            click.echo(as_json(plan_record(item, decision)))
    elif step is not None:
        for line in draft_lines(decision, session.run.library.templates, session.run.zone):
            click.echo(line)
    elif not choices.quiet:
        for line in plan_lines(decision, session.run.zone):
            click.echo(line)
    return 1 if show_problems(decision.gathered) else 0


def _only(decision: Decision, step: str) -> Decision:
    """The same decision with the follow-ups of one step."""
    steps = dict.fromkeys(item.step for item in decision.followups)
    if step not in steps:
        known = f"Planned are {', '.join(steps)}." if steps else "Nothing is planned."
        raise UsageProblem(f"No step {step} is planned.", known)
    return replace(decision, followups=tuple(item for item in decision.followups if item.step == step))
