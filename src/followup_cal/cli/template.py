"""`followup-cal template`: the templates in force, the user's own first."""

from __future__ import annotations

from pathlib import Path

import click

from followup_cal.cli import completing
from followup_cal.cli.options import Choices, common, configure, examples
from followup_cal.data import Sheet, Shelf
from followup_cal.draft import Templates
from followup_cal.draft.inspection import inspect
from followup_cal.draft.lint import Rules
from followup_cal.errors import ConfigProblem, UsageProblem, nearest
from followup_cal.library import REASONS
from followup_cal.report.page import TEMPLATE, flaws

FOLDER = "templates"
DEFAULT_LANGUAGE = "en"
PAGE = "page"


EXAMPLES = examples(
    ("template show thank-you", "print one"),
    ("template copy de/thank-you", "one of your own, to be edited"),
    ("template lint", "what is wrong with yours"),
)


@click.group("template", context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXAMPLES)
def command() -> None:
    """Show, copy and check the templates of the drafts.

    A template in your configuration folder, such as templates/en/thank-you.txt, takes the place of ours.
    """


@command.command("list")
@common
def list_them(choices: Choices) -> int:
    """List all templates, each with its origin."""
    shelf, languages = _shelf(choices)
    for language in languages:
        for sheet in shelf.sheets(f"{FOLDER}/{language}", ".txt"):
            click.echo(f"{sheet.name.removeprefix(FOLDER + '/').removesuffix('.txt')}  ({sheet.origin})")
    if not choices.language:
        click.echo(f"{PAGE}  ({shelf.sheet(TEMPLATE).origin})")
    return 0


@command.command("show")
@click.argument("template", metavar="TEMPLATE", shell_complete=completing.templates)
@common
def show(template: str, choices: Choices) -> int:
    """Print the TEMPLATE in force, such as thank-you or de/thank-you, or page (that of `plan --html`)."""
    shelf, languages = _shelf(choices)
    sheet = _find(shelf, template, languages)
    if not choices.quiet:
        click.echo(f"From {sheet.origin}.", err=True)
    click.echo(sheet.text, nl=False)
    return 0


@command.command("copy")
@click.argument("template", metavar="TEMPLATE", shell_complete=completing.templates)
@common
def copy(template: str, choices: Choices) -> int:
    """Copy a TEMPLATE of ours to your configuration folder."""
    shelf, languages = _shelf(choices)
    sheet = _find(Shelf(), template, languages)
    target = _own(shelf) / sheet.name
    if target.exists() and not choices.force:
        raise UsageProblem(f"{target} is there already.", "Give --force to overwrite it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(sheet.text, encoding="utf-8")
    except OSError as error:
        raise ConfigProblem((f"{target}: {error.strerror}.",), "Name another place with --config.") from error
    click.echo(f"Copied to {target}.")
    return 0


@command.command("lint")
@common
def lint(choices: Choices) -> int:
    """Check all templates and the drafts they make."""
    shelf, languages = _shelf(choices)
    templates = Templates.parse(shelf.tree(FOLDER, ".txt"), shelf.tree(FOLDER, REASONS))
    faults = [
        f"{FOLDER}/{language}/{name}.txt: {fault}"
        for language in languages
        for name, fault in inspect(templates, language, _rules(shelf, language))
    ]
    faults += flaws(shelf.sheet(TEMPLATE).text, shelf.sheet(TEMPLATE).origin)
    for fault in faults:
        click.echo(fault)
    if not faults and not choices.quiet:
        click.echo(f"All templates are sound ({', '.join(languages)}).")
    return 1 if faults else 0


def _shelf(choices: Choices) -> tuple[Shelf, tuple[str, ...]]:
    """The files in force, and the languages asked for: all, or that of --language."""
    config, folder = configure(choices)
    shelf = Shelf(folder)
    present = tuple(dict.fromkeys(name.partition("/")[0] for name in shelf.tree(FOLDER, ".txt")))
    wanted = (choices.language or "").lower()
    if not wanted:
        preferred = (config.profile.language or DEFAULT_LANGUAGE).lower().partition("-")[0]
        return shelf, tuple(sorted(present, key=lambda language: (language != preferred, language)))
    chosen = tuple(language for language in (wanted, wanted.partition("-")[0]) if language in present)[:1]
    if not chosen:
        raise UsageProblem(f"There are no templates in {wanted}.", f"There are some in {', '.join(present)}.")
    return shelf, chosen


def _find(shelf: Shelf, name: str, languages: tuple[str, ...]) -> Sheet:
    """The sheet that a name means: with its language, else in the preferred one; the page has none."""
    if name == PAGE:
        return shelf.sheet(TEMPLATE)
    plain = name.removesuffix(".txt")
    path = plain if "/" in plain else f"{languages[0]}/{plain}"
    known = shelf.tree(FOLDER, ".txt")
    if f"{path}.txt" not in known:
        names = {PAGE, *(file.removesuffix(".txt").partition("/")[2] for file in known)}
        raise UsageProblem(f"There is no template {path}.", f"{nearest(plain, names)}`template list` names them all.")
    return shelf.sheet(f"{FOLDER}/{path}.txt")


def _rules(shelf: Shelf, language: str) -> Rules:
    """What must not be said in a language; nothing special where nobody has written it down."""
    try:
        sheet = shelf.sheet(f"{FOLDER}/{language}/lint.toml")
    except ConfigProblem:
        return Rules()
    return Rules.parse(sheet.text, sheet.origin)


def _own(shelf: Shelf) -> Path:
    return shelf.folder or Path()
