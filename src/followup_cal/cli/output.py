"""stderr: what was passed over, and why."""

from __future__ import annotations

import click

from followup_cal.gather import Gathered
from followup_cal.report.wording import plain


def show_problems(gathered: Gathered) -> bool:
    """Names what could not be used.

    Returns:
        Whether anything that should have been read was not: the exit code is 1 then.
    """
    for problem in gathered.problems:
        label = "Skipped" if problem.damaged else "Note"
        click.echo(f"{label}: {plain(problem.where)}: {plain(problem.what)}", err=True)
    return any(problem.damaged for problem in gathered.problems)
