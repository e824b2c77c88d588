"""`followup-cal sync`: the main job."""

from __future__ import annotations

import json

import click

from followup_cal.apply import apply
from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.errors import Unreachable
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines
from followup_cal.sync import Run, decide


@click.command("sync")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="Where the follow-ups go; by default followups.ics for .ics files.")
@click.option("--in-place", is_flag=True, help="Write into the .ics files that were read.")
@click.option("--dry-run", is_flag=True, help="Decide, but write nothing.")
@common
def command(sources: tuple[str, ...], to: str | None, *, in_place: bool, dry_run: bool, choices: Choices) -> int:
    """Write the follow-ups of the interviews in SOURCE.

    A folder of .ics files gets them back; a single .ics file is not changed, its follow-ups go to followups.ics, unless
    --in-place or --to says otherwise. Running it again changes nothing.
    """
    run = start(choices, sources, to=to, in_place=in_place)
    _refuse_read_only(run)
    decision = decide(run)
    failed = {} if dry_run else apply(run, decision)
    if choices.json:
        click.echo(json.dumps(sync_record(decision, failed, dry_run=dry_run), ensure_ascii=False))
    elif not choices.quiet:
        targets = [run.places.opened[location].store.name for location in dict.fromkeys(run.places.targets.values())]
        for line in sync_lines(decision, failed, targets, run.zone, dry_run=dry_run):
            click.echo(line)
    damaged = show_problems(decision.gathered)
    return 1 if failed or damaged else 0


def _refuse_read_only(run: Run) -> None:
    for location in run.places.targets.values():
        refusal = run.places.opened[location].store.refusal
        if refusal:
            raise Unreachable(refusal, "Name another target with --to.")
