"""`followup-cal status`: where every application stands."""

from __future__ import annotations

import click

from followup_cal.cli.options import Choices, common
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.report.as_json import as_json
from followup_cal.report.standing import status_lines, status_record
from followup_cal.sync import decide


@click.command("status")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--to", metavar="TARGET", help="As for sync: where the follow-ups stand.")
@click.option("--in-place", is_flag=True, help="As for sync.")
@common
def command(sources: tuple[str, ...], to: str | None, *, in_place: bool, choices: Choices) -> int:
    """Show where every application stands: last round, next step, waiting since.

    With --json one object: `applications`, a list of objects with `application`, `company`, `role`, `round` (its
    number), `interview` (when its last interview began), `outcome`, `waiting_since` (when that interview ended; null
    before it has, or once an outcome is known), `overdue` (a list) and `next` (null where nothing is left to do), both
    of objects with `step`, `at`, `summary`.
    """
    with start(choices, sources, to=to, in_place=in_place) as session:
        run = session.run
        decision = decide(run)
        session.keep_memories()
    if choices.json:
        click.echo(as_json(status_record(decision, run.now)))
    elif not choices.quiet:
        for line in status_lines(decision, run.now, run.zone):
            click.echo(line)
    return 1 if show_problems(decision.gathered) else 0
