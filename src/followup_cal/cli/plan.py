"""`followup-cal plan`: sync without its last step."""

from __future__ import annotations

import json
from dataclasses import replace

import click

from followup_cal import api
from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import request
from followup_cal.errors import UsageProblem
from followup_cal.report.drafts import draft_lines
from followup_cal.report.outcomes import Plan
from followup_cal.report.records import plan_record
from followup_cal.report.story import plan_lines


@click.command("plan")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="As for sync: what already stands there counts.")
@click.option("--in-place", is_flag=True, help="As for sync.")
@click.option("--show", "step", metavar="STEP", help="The drafts of a step as they will stand in the calendar.")
@common
def command(sources: tuple[str, ...], to: str | None, step: str | None, *, in_place: bool, choices: Choices) -> int:
    """Show what sync would write for the interviews in SOURCE, with dates and reasons, and what it skips and why."""
    return show_plan(api.plan(request(choices, sources, to=to, in_place=in_place)), choices, step)


def show_plan(plan: Plan, choices: Choices, step: str | None = None) -> int:
    """Prints a plan.

    Args:
        plan: what is planned.
        choices: how to print it.
        step: of this step only, with the drafts; None for all.

    Returns:
        The exit code.

    Raises:
        UsageProblem: no such step is planned.
    """
    if step is not None:
        plan = _only(plan, step)
    if choices.json:
        for item in plan.followups:
            click.echo(json.dumps(plan_record(item), ensure_ascii=False))
    elif step is not None:
        for line in draft_lines(plan.decision, plan.run.library.templates, plan.run.zone):
            click.echo(line)
    elif not choices.quiet:
        for line in plan_lines(plan.decision, plan.run.zone):
            click.echo(line)
    return 1 if show_problems(plan.decision.gathered) else 0


def _only(plan: Plan, step: str) -> Plan:
    """The same plan with the follow-ups of one step."""
    steps = dict.fromkeys(item.step for item in plan.followups)
    if step not in steps:
        known = f"Planned are {', '.join(steps)}." if steps else "Nothing is planned."
        raise UsageProblem(f"No step {step} is planned.", known)
    decision = replace(plan.decision, followups=tuple(item for item in plan.decision.followups if item.step == step))
    return replace(plan, followups=tuple(item for item in plan.followups if item.step == step), decision=decision)
