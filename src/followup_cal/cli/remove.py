"""`followup-cal remove`: take everything back that was ever written."""

from __future__ import annotations

import json

import click

from followup_cal.apply import remove_all
from followup_cal.cli import completing
from followup_cal.cli.asking import agreed
from followup_cal.cli.options import Choices, common, examples, where_they_stand
from followup_cal.cli.output import show_problems
from followup_cal.cli.session import start
from followup_cal.errors import UsageProblem
from followup_cal.report.tally import counted
from followup_cal.run import find_own

EXAMPLES = examples(
    ("remove ~/calendars/personal", "ask, then delete every follow-up there"),
    ("remove --yes", "do not ask"),
)


@click.command("remove", epilog=EXAMPLES)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@where_they_stand
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def command(sources: tuple[str, ...], to: str | None, *, in_place: bool, yes: bool, choices: Choices) -> int:
    """Delete every follow-up this tool wrote for the interviews in SOURCE, and nothing else.

    They stay away: the next sync writes them again only with --again.
    """
    with start(choices, sources, to=to, in_place=in_place, writes=True) as session:
        run = session.run
        gathered = find_own(run)
        session.permit([run.places.opened[store] for store in {item.store for item in gathered.existing}])
        number = len(gathered.existing)
        if number and not yes and not agreed(f"Delete {counted(number, 'follow-up')}?"):
            raise UsageProblem("Nothing was deleted.", "Say yes at a terminal, or use --yes.")
        failed = remove_all(run, gathered.existing)
        session.keep_memories()
    done = number - len(failed)
    if choices.json:
        click.echo(json.dumps({"deleted": done, "failed": [{"uid": key, "error": why} for key, why in failed.items()]}))
    elif not choices.quiet:
        click.echo(f"{counted(done, 'follow-up')} deleted.")
        for why in failed.values():
            click.echo(f"  ! {why}")
    return 1 if show_problems(gathered, choices) or failed else 0
