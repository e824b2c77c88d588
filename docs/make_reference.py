"""Prints docs/commands.md from the commands themselves: python docs/make_reference.py > docs/commands.md."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from followup_cal import cli
from followup_cal.cli.options import common

PROGRAM = "followup-cal"
HEAD = """# Commands

Generated from the program; `followup-cal COMMAND --help` prints the same. SOURCE and TARGET are an account or a
calendar of the configuration (`work`, `work/Interviews`), the path of an `.ics` file or of a folder of them, or, for
reading only, the address of a feed. None means those of the configuration. What stands on stdout is the report;
problems, progress and questions go to stderr. What `--json` prints is in [json.md](json.md)."""
VERBATIM = "\b"


@click.command()
@common
def _common() -> None:
    """Has the common options, and nothing else."""


def page() -> str:
    """The whole page."""
    context = click.Context(cli.group, info_name=PROGRAM)
    shared: set[str | None] = {option.name for option in _common.params}
    parts = [HEAD]
    for name in cli.group.list_commands(context):
        command = cli.group.get_command(context, name)
        if command is not None:
            parts += _section(command, click.Context(command, info_name=name, parent=context), shared, "##")
    parts += ["## Common options", _table(_common.params, click.Context(_common)), "## Exit codes", *_exit_codes()]
    return "\n\n".join(parts)


def _section(command: click.Command, context: click.Context, shared: set[str | None], level: str) -> Iterator[str]:
    """A command, and the commands below it."""
    yield f"{level} {' '.join(context.command_path.split()[1:])}"
    yield f"    {' '.join([context.command_path, *command.collect_usage_pieces(context)])}"
    yield from _paragraphs(command.help or "")
    is_common = shared <= {option.name for option in command.params}
    options = [option for option in command.params if isinstance(option, click.Option)]
    own = [option for option in options if not (is_common and option.name in shared)]
    if own:
        yield _table(own, context)
    if is_common:
        yield "It also takes the [common options](#common-options)."
    yield from _paragraphs(command.epilog or "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _section(inner, click.Context(inner, info_name=name, parent=context), shared, f"{level}#")


def _paragraphs(text: str) -> Iterator[str]:
    """A help text as Markdown; what click does not wrap becomes a block."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith(VERBATIM):
            yield f"```text\n{paragraph.removeprefix(VERBATIM).strip()}\n```"
        elif paragraph.strip():
            yield paragraph


def _table(options: list[click.Parameter] | list[click.Option], context: click.Context) -> str:
    rows = ["| option | what it does |", "| --- | --- |"]
    for option in options:
        record = option.get_help_record(context)
        if record:
            rows.append(f"| `{record[0].replace('|', chr(92) + '|')}` | {record[1]} |")
    return "\n".join(rows)


def _exit_codes() -> Iterator[str]:
    """The exit codes, as the entry point explains them."""
    said = inspect.cleandoc(cli.main.__doc__ or "").partition("The exit code: ")[2]
    codes = " ".join(said.split()).rstrip(".").split(", ")
    yield "\n".join(f"- `{code.partition(' ')[0]}` {code.partition(' ')[2]}" for code in codes)


if __name__ == "__main__":
    print(page())  # noqa: T201 - printing is its job
