"""`followup-cal plan`: sync without its last step."""

from __future__ import annotations

import json

import click

from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.report.records import plan_record
from followup_cal.report.story import plan_lines
from followup_cal.sync import decide


@click.command("plan")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="As for sync: what already stands there counts.")
@click.option("--in-place", is_flag=True, help="As for sync.")
@common
def command(sources: tuple[str, ...], to: str | None, *, in_place: bool, choices: Choices) -> int:
    """Show what sync would write for the interviews in SOURCE, with dates and reasons, and what it skips and why."""
    with start(choices, sources, to=to, in_place=in_place) as session:
        decision = decide(session.run)
        session.keep_memories()
    if choices.json:
        for item in decision.followups:
            click.echo(json.dumps(plan_record(item, decision), ensure_ascii=False))
    elif not choices.quiet:
        for line in plan_lines(decision, session.run.zone):
            click.echo(line)
    return 1 if show_problems(decision.gathered) else 0
