"""`followup-cal status`: where every application stands."""

from __future__ import annotations

import click

from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples, where_they_stand
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import start
from followup_cal.cli.terminal import show
from followup_cal.report.as_json import as_json
from followup_cal.report.standing import status_lines, status_record
from followup_cal.run import decide

EXAMPLES = examples(
    ("status", "every application of your calendars"),
    ("status export.ics --to followups.ics", "with follow-ups that stand in a file"),
)


@click.command("status", epilog=EXAMPLES)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@where_they_stand
@common
def command(sources: tuple[str, ...], to: str | None, *, in_place: bool, choices: Choices) -> int:
    """Show where every application stands: last round, next step, waiting since.

    Marks of the time line: * an interview, ✓ done, ! overdue, > next. Questions count up to the cap of the cadence; a
    further round starts anew.

    With --json one object: `applications`, a list of objects with `application`, `company`, `role`, `round` (its
    number), `interview` (when its last interview began), `outcome`, `waiting_since` (when that interview ended; null
    before it has, or once an outcome is known), `overdue` (a list) and `next` (null where nothing is left to do), both
    of objects with `step`, `at`, `summary`.
    """
    with start(choices, sources, to=to, in_place=in_place) as session:
        run = session.run
        decision = decide(run)
        session.keep_memories(decision.applications)
    if choices.json:
        click.echo(as_json(status_record(decision, run.now)))
    elif not choices.quiet:
        show(status_lines(decision, run.library.cadences, view(run)))
    return 1 if show_problems(decision.gathered, choices) else 0
