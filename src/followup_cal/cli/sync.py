"""`followup-cal sync`: the main job."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import click

from followup_cal.apply import carry_out
from followup_cal.cli import completing
from followup_cal.cli.asking import agreed
from followup_cal.cli.options import Choices, common, examples
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import start
from followup_cal.cli.terminal import show
from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.report.records import sync_record
from followup_cal.report.story import sync_lines
from followup_cal.stores.opening import Opened
from followup_cal.sync import decide

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
    with start(choices, sources, to=to, in_place=in_place) as session:
        run = replace(session.run, again=again)
        if not dry_run:
            refuse_unwritable([place for place in run.places.targets if place.location not in run.places.sources])
        decision, failed = (decide(run), {}) if dry_run else carry_out(run, refuse_unwritable)
        session.keep_memories(decision.applications)
    if choices.json:
        record = sync_record(decision, failed, requests=session.connections.requests, dry_run=dry_run)
        click.echo(json.dumps(record, ensure_ascii=False))
    elif not choices.quiet:
        targets = [place.store.name for place in run.places.targets]
        show(sync_lines(decision, failed, targets, view(run), dry_run=dry_run))
    damaged = show_problems(decision.gathered)
    return 1 if failed or damaged else 0


def refuse_unwritable(places: Sequence[Opened]) -> None:
    """Sees to it that places may be written to.

    Raises:
        Unreachable: one of them is read-only.
        UsageProblem: one is shared or somebody else's, and nobody agreed to write to it.
    """
    for place in places:
        if place.store.refusal:
            raise Unreachable(f"{place.store.refusal.rstrip('.')}.", "Name another target with --to.")
        if place.foreign and not agreed(f"{place.store.name} is shared or belongs to somebody else. Write to it?"):
            raise UsageProblem(
                f"{place.store.name} is shared or belongs to somebody else; nothing was written.",
                "Name another target with --to, or say yes at a terminal.",
            )
