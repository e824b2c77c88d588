"""`followup-cal plan`: sync without its last step."""

from __future__ import annotations

import json
from dataclasses import replace

import click

from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples, where_they_stand
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.pages import write_page
from followup_cal.cli.session import start
from followup_cal.cli.terminal import show
from followup_cal.errors import UsageProblem, nearest
from followup_cal.report.drafts import draft_lines
from followup_cal.report.records import plan_record
from followup_cal.report.story import plan_lines
from followup_cal.sync import Decision, decide

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
    with start(choices, sources, to=to, in_place=in_place) as session:
        # Nothing is written, so nothing has to be refused: here one looks at what `sync` would not do unasked.
        decision = decide(replace(session.run, force=True))
        session.keep_memories(decision.applications)
    if step is not None:
        decision = _only(decision, step)
    if html is not None:
        write_page(html, decision, session, force=choices.force)
    if choices.json:
        for item in decision.followups:
            click.echo(json.dumps(plan_record(item, decision), ensure_ascii=False))
    elif html is not None:
        if not choices.quiet:
            click.echo(f"Written to {html}.")
    elif step is not None:
        show(draft_lines(decision, session.run.library.templates, view(session.run)))
    elif not choices.quiet:
        show(plan_lines(decision, view(session.run)))
    return 1 if show_problems(decision.gathered) else 0


def _only(decision: Decision, step: str) -> Decision:
    """The same decision with the follow-ups of one step."""
    steps = dict.fromkeys(item.step for item in decision.followups)
    if step not in steps:
        known = f"{nearest(step, steps)}Planned are {', '.join(steps)}." if steps else "Nothing is planned."
        raise UsageProblem(f"No step {step} is planned.", known)
    return replace(decision, followups=tuple(item for item in decision.followups if item.step == step))
