"""`followup-cal sync`: the main job."""

from __future__ import annotations

import json

import click

from followup_cal import api
from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import request
from followup_cal.report.outcomes import Result
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines


@click.command("sync")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="Where the follow-ups go; by default followups.ics for .ics files.")
@click.option("--in-place", is_flag=True, help="Write into the .ics files that were read.")
@click.option("--dry-run", is_flag=True, help="Decide, but write nothing.")
@click.option("--again", is_flag=True, help="Write what was removed or deleted, too.")
@common
def command(
    sources: tuple[str, ...], to: str | None, *, in_place: bool, dry_run: bool, again: bool, choices: Choices
) -> int:
    """Write the follow-ups of the interviews in SOURCE.

    A folder of .ics files gets them back; a single .ics file is not changed, its follow-ups go to followups.ics, unless
    --in-place or --to says otherwise. Running it again changes nothing.
    """
    asked = request(choices, sources, to=to, in_place=in_place, again=again)
    return show_result(api.sync(asked, dry_run=dry_run), choices)


def show_result(result: Result, choices: Choices) -> int:
    """Prints what was done.

    Returns:
        The exit code.
    """
    if choices.json:
        click.echo(json.dumps(sync_record(result), ensure_ascii=False))
    elif not choices.quiet:
        run = result.run
        targets = [place.store.name for place in run.places.targets]
        for line in sync_lines(result.decision, result.errors, targets, run.zone, dry_run=result.dry_run):
            click.echo(line)
    damaged = show_problems(result.decision.gathered)
    return 1 if result.failed or damaged else 0
