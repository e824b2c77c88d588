"""`followup-cal mark`: say on the command line what an employer answered."""

from __future__ import annotations

from datetime import datetime

import click

from followup_cal.apply import carry_out, write_changes
from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.cli.syncing import refuse_unwritable
from followup_cal.marking import OUTCOMES, mark, meant
from followup_cal.report.story import sync_lines
from followup_cal.sync import decide


@click.command("mark")
@click.argument("application")
@click.argument("outcome", type=click.Choice(OUTCOMES))
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When you heard it, if not today.")
@click.option("--to", metavar="TARGET", help="As for sync: where the follow-ups stand.")
@click.option("--in-place", is_flag=True, help="As for sync.")
@common
def command(
    application: str,
    outcome: str,
    sources: tuple[str, ...],
    on: datetime | None,
    to: str | None,
    *,
    in_place: bool,
    choices: Choices,
) -> int:
    """Note what became of APPLICATION, and bring the follow-ups up to date.

    The answer is written as a tag into one of the follow-ups, as if you had typed it in your calendar. APPLICATION is
    what `status` shows, or the employer.
    """
    with start(choices, sources, to=to, in_place=in_place) as session:
        run = session.run
        before = decide(run)
        case = meant(application, before.applications)
        mine = [item for item in before.followups if item.application.key == case.key]
        day = on.date() if on else None
        standing, remembered = before.gathered.existing, before.state.imprints()
        marks = mark(mine, standing, outcome, day, remembered=remembered, reader=run.reader)
        refuse_unwritable([run.places.opened[change.existing.store] for change in marks])
        failed = write_changes(run, marks)
        decision, more = carry_out(run, refuse_unwritable)
        session.keep_memories()
    if not choices.quiet:
        click.echo(f"{case.key}: {outcome}" + (f" on {day.isoformat()}" if day else ""))
        targets = [place.store.name for place in run.places.targets]
        for line in sync_lines(decision, failed | more, targets, run.zone, dry_run=False):
            click.echo(line)
    damaged = show_problems(decision.gathered)
    return 1 if failed or more or damaged else 0
