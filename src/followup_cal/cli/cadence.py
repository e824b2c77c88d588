"""`followup-cal cadence`: the cadences in force, the user's own before those of the package."""

from __future__ import annotations

from pathlib import Path

import click

from followup_cal.cadence.definition import parse_cadence, parse_special
from followup_cal.cadence.steps import Cadence
from followup_cal.cli import completing
from followup_cal.cli.options import configure_folder, examples
from followup_cal.data import Sheet, Shelf
from followup_cal.errors import ConfigProblem, UsageProblem, nearest
from followup_cal.library import SPECIAL

FOLDER = "cadences"
ENDING = ".toml"
SPECIAL_NAME = SPECIAL.removesuffix(ENDING)
SPECIAL_ABOUT = "Steps for special cases, which every cadence has."
MISTAKES = 2

config = click.option("--config", metavar="FILE", help="Another configuration file: its folder is searched first.")


EXAMPLES = examples(
    ("cadence list", "all cadences"),
    ("cadence copy balanced mine", "one of your own, to be edited"),
    ("cadence lint mine", "what is wrong with it"),
)


@click.group("cadence", epilog=EXAMPLES)
def command() -> None:
    """Show, copy and check cadences: which follow-ups, when."""


@command.command("list")
@config
def list_(config: str | None) -> None:
    """List the cadences, with what they are like and where each comes from."""
    shelf = Shelf(configure_folder(config))
    sheets = {_name(sheet): sheet for sheet in shelf.sheets(FOLDER, ENDING)}
    width = max(map(len, (*sheets, SPECIAL_NAME)))
    for name, sheet in sheets.items():
        own = "" if _is_packaged(sheet) else f" ({sheet.origin})"
        click.echo(f"{name:<{width}}  {_about(sheet)}{own}")
    click.echo(f"{SPECIAL_NAME:<{width}}  {SPECIAL_ABOUT}")


@command.command("show")
@click.argument("name", shell_complete=completing.cadences)
@config
def show(name: str, config: str | None) -> None:
    """Print the cadence NAME as it is in force; `special` prints the steps that every cadence has."""
    sheet = _sheet(name, Shelf(configure_folder(config)))
    click.echo(f"{name}: {sheet.origin}", err=True)
    click.echo(sheet.text, nl=not sheet.text.endswith("\n"))


@command.command("copy")
@click.argument("name", shell_complete=completing.cadences)
@click.argument("new", required=False)
@config
def copy(name: str, new: str | None, config: str | None) -> None:
    """Copy the cadence NAME into your configuration folder, under the name NEW, to be edited there."""
    folder = configure_folder(config)
    sheet = _sheet(name, Shelf(folder))
    path = folder / _path(new or name)
    if path.exists():
        raise UsageProblem(f"{path} exists already.", "Edit it, or give the copy another name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sheet.text.replace(f'name = "{name}"', f'name = "{new or name}"', 1), encoding="utf-8")
    click.echo(str(path))


@command.command("lint")
@click.argument("names", nargs=-1, metavar="[NAME|FILE]...", shell_complete=completing.cadences)
@config
def lint(names: tuple[str, ...], config: str | None) -> int:
    """Check cadences, by name or file; all in force when none is named. Mistakes are told with file and line."""
    shelf = Shelf(configure_folder(config))
    sheets = [_sheet(name, shelf) for name in names] or [*shelf.sheets(FOLDER, ENDING), shelf.sheet(SPECIAL)]
    problems = [problem for sheet in sheets for problem in _mistakes(sheet)]
    for problem in problems:
        click.echo(problem)
    if not problems:
        click.echo(f"{len(sheets)} checked, no mistakes.")
    return MISTAKES if problems else 0


def _sheet(name: str, shelf: Shelf) -> Sheet:
    """The file in force for a name, or the file itself where one is named."""
    if name.endswith(ENDING):
        path = Path(name)
        try:
            return Sheet(name, path.read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageProblem(f"{name} cannot be read: {error}.", "Name a cadence or a file of your own.") from error
    try:
        return shelf.sheet(_path(name))
    except ConfigProblem as problem:
        if not problem.problem.startswith("There is no "):
            raise
        known = [_name(sheet) for sheet in shelf.sheets(FOLDER, ENDING)]
        hint = f"{nearest(name, known)}There are {', '.join(known)}."
        raise UsageProblem(f"There is no cadence {name!r}.", hint) from problem


def _path(name: str) -> str:
    if "/" in name or "\\" in name or name.startswith("."):
        raise UsageProblem(f"{name!r} is no name of a cadence.", "Small letters, digits and hyphens make a name.")
    return SPECIAL if name == SPECIAL_NAME else f"{FOLDER}/{name}{ENDING}"


def _name(sheet: Sheet) -> str:
    return sheet.name.split("/")[-1].removesuffix(ENDING)


def _is_packaged(sheet: Sheet) -> bool:
    return sheet.origin.startswith("followup_cal/")


def _about(sheet: Sheet) -> str:
    try:
        return parse_cadence(sheet.text, sheet.origin).about
    except ConfigProblem as problem:
        return f"{len(problem.problems)} to correct: `followup-cal cadence lint {_name(sheet)}` tells what."


def _mistakes(sheet: Sheet) -> tuple[str, ...]:
    """Everything that is wrong with a file, a name that is not the file's included."""
    try:
        if sheet.name.endswith(SPECIAL):
            parse_special(sheet.text, sheet.origin)
            return ()
        return _misnamed(parse_cadence(sheet.text, sheet.origin), sheet)
    except ConfigProblem as problem:
        return problem.problems


def _misnamed(cadence: Cadence, sheet: Sheet) -> tuple[str, ...]:
    if cadence.name == _name(sheet):
        return ()
    line = next(number for number, text in enumerate(sheet.text.splitlines(), 1) if text.lstrip().startswith("name"))
    return (f"{sheet.origin}:{line}: `name` is {cadence.name!r}, the file's is {_name(sheet)!r}; they should agree.",)
