"""`followup-cal plan`: sync without its last step."""

from __future__ import annotations

from dataclasses import replace

import click

from followup_cal import api
from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples, where_they_stand
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import request
from followup_cal.cli.terminal import show
from followup_cal.errors import UsageProblem, nearest
from followup_cal.report.outcomes import Plan
from followup_cal.report.story import plan_lines

EXAMPLES = examples(
    ("plan export.ics", "every step with its date and reason"),
    ("plan --show thank-you", "the drafts of a step"),
    ("plan --html plan.html", "all of it as a page for the browser"),
    ("plan --json | jq -r .summary", "for programs"),
)


@click.command("plan", epilog=EXAMPLES)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@where_they_stand
@click.option("--show", "step", metavar="STEP", help="The drafts of a step as they will stand in the calendar.")
@click.option(
    "--html", type=click.Path(), metavar="FILE", help="Write a page for the browser, with time lines and drafts."
)
@common
def command(
    sources: tuple[str, ...], to: str | None, step: str | None, html: str | None, *, in_place: bool, choices: Choices
) -> int:
    """Show what sync would write for the interviews in SOURCE, with dates and reasons, and what it skips and why."""
    plan = api.plan(request(choices, sources, to=to, in_place=in_place))
    return show_plan(plan, choices, step=step, html=html)


def show_plan(plan: Plan, choices: Choices, *, step: str | None = None, html: str | None = None) -> int:
    """Prints a plan.

    Args:
        plan: what is planned.
        choices: how to print it.
        step: of this step only, with the drafts; None for all.
        html: the file to write it to as a page; None to print it.

    Returns:
        The exit code.

    Raises:
        UsageProblem: no such step is planned, or the file is something else.
        Unreachable: the file cannot be written.
    """
    if step is not None:
        plan = _only(plan, step)
    if html is not None:
        from followup_cal.cli.pages import write_page

        write_page(html, plan.decision, plan.run, force=choices.force)
    if choices.json:
        from followup_cal.report.as_json import as_json
        from followup_cal.report.records import plan_record

        for item in plan.followups:
            click.echo(as_json(plan_record(item)))
    elif html is not None:
        if not choices.quiet:
            click.echo(f"Written to {html}.")
    elif step is not None:
        from followup_cal.report.drafts import draft_lines

        show(draft_lines(plan.decision, plan.run.library.templates, view(plan.run)))
    elif not choices.quiet:
        show(plan_lines(plan.decision, view(plan.run)))
    return 1 if show_problems(plan.decision.gathered, choices) else 0


def _only(plan: Plan, step: str) -> Plan:
    """The same plan with the follow-ups of one step."""
    steps = dict.fromkeys(item.step for item in plan.followups)
    if step not in steps:
        known = f"{nearest(step, steps)}Planned are {', '.join(steps)}." if steps else "Nothing is planned."
        raise UsageProblem(f"No step {step} is planned.", known)
    decision = replace(plan.decision, followups=tuple(item for item in plan.decision.followups if item.step == step))
    return replace(plan, followups=tuple(item for item in plan.followups if item.step == step), decision=decision)
