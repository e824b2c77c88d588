"""`plan --html`: the plan as a page, written in one step or not at all."""

from __future__ import annotations

from pathlib import Path

from followup_cal.cli.output import view
from followup_cal.data import Shelf
from followup_cal.errors import UsageProblem
from followup_cal.report.page import TEMPLATE, page, render
from followup_cal.run import Decision, Run
from followup_cal.stores.atomic import identity, replace_file, unreachable

BEGINNING = b"<!doctype html>"


def write_page(typed: str, decision: Decision, run: Run, *, force: bool) -> None:
    """Writes the plan as a page for the browser.

    Args:
        typed: the file.
        decision: what is planned.
        run: what it comes from.
        force: overwrite a file that is no page.

    Raises:
        ConfigProblem: the template has mistakes.
        UsageProblem: the file is something else than a page.
        Unreachable: it cannot be written.
    """
    sheet = Shelf(run.config.folder).sheet(TEMPLATE)
    text = render(sheet.text, sheet.origin, page(decision, run.library.cadences, view(run)))
    path = Path(typed).expanduser()
    try:
        before = identity(path)
        if before is not None and not force and not _is_page(path):
            raise UsageProblem(f"{typed} is there already and is no page.", "Name another file, or give --force.")
        if not replace_file(path, [text.encode()], before):
            raise UsageProblem(f"{typed} was changed by another program meanwhile.", "Run it again.")
    except OSError as error:
        raise unreachable(typed, error, "written") from error


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(BEGINNING)).lower() == BEGINNING
