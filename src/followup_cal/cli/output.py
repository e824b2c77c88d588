"""What a run looks like from here: its plan on this screen, and what it passed over."""

from __future__ import annotations

from followup_cal.cli.options import Choices
from followup_cal.cli.screen import screen_width
from followup_cal.cli.terminal import note
from followup_cal.gather import Gathered
from followup_cal.report.layout import Tone
from followup_cal.report.when import View
from followup_cal.report.wording import plain
from followup_cal.run import Run


def view(run: Run) -> View:
    """The plan as seen now, by this user, on this screen."""
    return View(run.now, run.zone, screen_width())


def show_problems(gathered: Gathered, choices: Choices) -> bool:
    """Names what could not be used; with -v says what was read, in a form that can be shown to anybody.

    Returns:
        Whether anything that should have been read was not: the exit code is 1 then.
    """
    for problem in gathered.problems:
        label, tone = ("Skipped:", Tone.LATE) if problem.damaged else ("Note:", Tone.FAINT)
        note(label, f"{plain(problem.where)}: {plain(problem.what)}", tone)
    if choices.verbose:
        from followup_cal.cli import diagnosis

        diagnosis.say(diagnosis.counts(gathered))
    return any(problem.damaged for problem in gathered.problems)
