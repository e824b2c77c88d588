"""`followup-cal interviews`: what was recognised."""

from __future__ import annotations

from dataclasses import replace

import click

from followup_cal.cadence.applications import group
from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, examples
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import start
from followup_cal.cli.terminal import show
from followup_cal.report.as_json import as_json
from followup_cal.report.recognised import interview_lines
from followup_cal.report.records import application_keys, finding_record
from followup_cal.run import Run, find

# Whoever asks what was recognised means all of it, not only what follow-ups are still planned for.
ALWAYS = 3650


def without_window(run: Run) -> Run:
    """The same run over ten years back and ahead."""
    planning = replace(run.config.planning, past_days=ALWAYS, future_days=ALWAYS)
    return replace(run, config=replace(run.config, planning=planning))


EXAMPLES = examples(
    ("interviews export.ics", "what was recognised"),
    ("interviews --all", "and why the rest was not"),
)


@click.command("interviews", epilog=EXAMPLES)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@click.option("--all", "everything", is_flag=True, help="Every other event, too, with the reason.")
@common
def command(sources: tuple[str, ...], *, everything: bool, choices: Choices) -> int:
    """Show the interviews recognised in SOURCE, with the facts read out of them."""
    with start(choices, sources, everything=everything) as session:
        run = without_window(session.run)
        gathered, findings = find(run)
    applications = application_keys(group(findings))
    if choices.json:
        for finding in findings:
            if everything or finding.is_interview:
                name = run.places.opened[finding.event.source].store.name
                record = finding_record(finding, name, applications.get(finding.event))
                click.echo(as_json(record))
    elif not choices.quiet:
        show(interview_lines(findings, applications, view(run), everything=everything))
    return 1 if show_problems(gathered, choices) else 0
