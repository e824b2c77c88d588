"""`followup-cal sync`: the main job."""

from __future__ import annotations

import json

import click

from followup_cal import api
from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import request
from followup_cal.cli.terminal import show
from followup_cal.report.outcomes import Result
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines

EXAMPLES = examples(
    ("sync export.ics", "write to followups.ics, to be imported"),
    ("sync ~/calendars/personal", "write back to a folder of .ics files"),
    ("sync work/Interviews --to home", "from one account to another"),
    ("sync --dry-run", "only say what would be written"),
    ("sync -q", "for cron: a word only when something is wrong"),
)


@click.command("sync", epilog=EXAMPLES)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@click.option(
    "--to",
    metavar="TARGET",
    shell_complete=completing.sources,
    help="Where the follow-ups go; by default followups.ics for .ics files.",
)
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

    Marks of the report: + written, ~ changed, - removed, ! failed.
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
        show(sync_lines(result.decision, result.errors, targets, view(run), dry_run=result.dry_run))
    damaged = show_problems(result.decision.gathered)
    return 1 if result.failed or damaged else 0
