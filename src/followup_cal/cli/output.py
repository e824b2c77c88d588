"""stderr: what was passed over, and why."""

from __future__ import annotations

from collections.abc import Sequence

import click

from followup_cal.report.wording import plain
from followup_cal.stores.protocol import Problem


def show_problems(problems: Sequence[Problem]) -> bool:
    """Names what could not be used.

    Returns:
        Whether anything that should have been read was not: the exit code is 1 then.
    """
    for problem in problems:
        label = "Skipped" if problem.damaged else "Note"
        click.echo(f"{label}: {plain(problem.where)}: {plain(problem.what)}", err=True)
    return any(problem.damaged for problem in problems)
