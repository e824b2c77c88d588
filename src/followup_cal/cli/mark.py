"""`followup-cal mark`: say on the command line what an employer answered."""

from __future__ import annotations

from datetime import datetime

import click

from followup_cal.apply import carry_out, write_changes
from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples, where_they_stand
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import start
from followup_cal.cli.terminal import show
from followup_cal.marking import OUTCOMES, mark, meant
from followup_cal.report.story import sync_lines
from followup_cal.run import decide

EXAMPLES = examples(
    ("mark globex rejected", "the questions end, a reply is drafted"),
    ("mark globex still-deciding --on 2026-11-20", "they told you so on that day"),
    ("mark globex reopen", "take an answer back"),
)


@click.command("mark", epilog=EXAMPLES)
@click.argument("application", shell_complete=completing.applications)
@click.argument("outcome", type=click.Choice(OUTCOMES), metavar="OUTCOME")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When you heard it, if not today.")
@where_they_stand
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

    OUTCOME is one of replied, rejected, offer, withdrawn, still-deciding, reopen.

    The answer is written as a tag into one of the follow-ups, as if you had typed it in your calendar. APPLICATION is
    what `status` shows, or the employer.
    """
    with start(choices, sources, to=to, in_place=in_place, writes=True) as session:
        run = session.run
        before = decide(run)
        case = meant(application, before.applications)
        mine = [item for item in before.followups if item.application.key == case.key]
        day = on.date() if on else None
        standing, remembered = before.gathered.existing, before.state.imprints()
        marks = mark(mine, standing, outcome, day, remembered=remembered, reader=run.reader)
        session.permit([run.places.opened[change.existing.store] for change in marks])
        failed = write_changes(run, marks)
        decision, more = carry_out(run, session.permit)
        session.keep_memories(decision.applications)
    if not choices.quiet:
        click.echo(f"{case.key}: {outcome}" + (f" on {day.isoformat()}" if day else ""))
        targets = [place.store.name for place in run.places.targets]
        show(sync_lines(decision, failed | more, targets, view(run), dry_run=False))
    damaged = show_problems(decision.gathered, choices)
    return 1 if failed or more or damaged else 0
