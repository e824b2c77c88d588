"""`followup-cal sync`: the main job.

Most runs change nothing: those are told here from what an earlier one left behind, before anything heavy is loaded.
"""

from __future__ import annotations

import click

from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples
from followup_cal.cli.resting import is_unchanged

EXAMPLES = examples(
    ("sync export.ics", "write to followups.ics, to be imported"),
    ("sync ~/calendars/personal", "write back to a folder of .ics files"),
    ("sync work/Interviews --to home", "from one account to another"),
    ("sync --dry-run", "only say what would be written"),
    ("sync -q", "for cron: only what goes wrong"),
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
@click.option("--refresh", is_flag=True, help="Bring untouched entries up to date with your templates.")
@common
def command(
    sources: tuple[str, ...],
    to: str | None,
    *,
    in_place: bool,
    dry_run: bool,
    again: bool,
    refresh: bool,
    choices: Choices,
) -> int:
    """Write the follow-ups of the interviews in SOURCE.

    A folder of .ics files gets them back; a single .ics file is not changed, its follow-ups go to followups.ics, unless
    --in-place or --to says otherwise. Running it again changes nothing.

    Marks of the report: + written, ~ changed, - removed, ! failed.
    """
    if not (dry_run or again or refresh) and is_unchanged(choices, sources, to=to, in_place=in_place):
        return 0
    from followup_cal.cli.syncing import synchronise

    return synchronise(choices, sources, to=to, in_place=in_place, dry_run=dry_run, again=again, refresh=refresh)
