"""`followup-cal check`: why an account does not work, and what to do.

With --json one object: `ok`, and `accounts[]` with `account`, `provider` (its name in providers.toml), `ok`, and
`steps[{step, verdict, what, advice}]` as far as they were worth taking:

    step     configuration, password, name, connection, tls, login, caldav, principal, calendars, components, clock,
             write (twice where tasks are taken, too)
    verdict  ok, note, failed
    what     a sentence
    advice   what to do, null where there is nothing to do

Exit code: 0 nothing failed, 2 the configuration has to be changed, 3 the server does not do what is needed.
"""

from __future__ import annotations

import os

import click

from followup_cal.checking.examine import Surroundings, examine
from followup_cal.checking.steps import Examination, Result, Verdict
from followup_cal.cli import completing
from followup_cal.cli.asking import confirm, meant
from followup_cal.cli.options import Choices, common, examples, read_clock
from followup_cal.report.as_json import as_json
from followup_cal.report.wording import plain

MARKS = {Verdict.OK: "ok", Verdict.NOTE: "note", Verdict.FAILED: "FAILED"}
WIDTH = max(len(mark) for mark in MARKS.values())


EXAMPLES = examples(
    ("check work", "test an account step by step"),
    ("check work --write", "also write a harmless entry"),
)


@click.command("check", epilog=EXAMPLES)
@click.argument("account", required=False, shell_complete=completing.accounts)
@click.option("--write", is_flag=True, help="Create a harmless entry and remove it again.")
@common
def command(account: str | None, *, write: bool, choices: Choices) -> int:
    """Check ACCOUNT, or all accounts, step by step: what is wrong, and what to do."""
    those = meant(choices, account)
    around = Surroundings(
        presets=those.presets,
        environ=os.environ,
        now=read_clock(choices, those.timezone),
        real=choices.now is None,
        write=write,
        confirm=confirm,
    )
    examinations = [examine(one, provider, around) for one, provider in those.accounts]
    if choices.json:
        click.echo(as_json(_record(examinations)))
    else:
        for item in examinations:
            _show(item, quiet=choices.quiet)
    return max(item.exit_code for item in examinations)


def _show(item: Examination, *, quiet: bool) -> None:
    shown = [result for result in item.results if not quiet or result.verdict is Verdict.FAILED]
    if not shown:
        return
    click.echo(item.account)
    for result in shown:
        for line in _lines(result):
            click.echo(line)


def _lines(result: Result) -> list[str]:
    lines = [f"  {MARKS[result.verdict]:<{WIDTH}}  {plain(result.what)}"]
    if result.advice:
        lines.append(f"  {'':<{WIDTH}}  {plain(result.advice)}")
    return lines


def _record(examinations: list[Examination]) -> dict[str, object]:
    return {
        "ok": not any(item.exit_code for item in examinations),
        "accounts": [
            {
                "account": item.account,
                "provider": item.provider,
                "ok": not item.exit_code,
                "steps": [
                    {
                        "step": result.step.value,
                        "verdict": result.verdict.value,
                        "what": plain(result.what),
                        "advice": plain(result.advice) or None,
                    }
                    for result in item.results
                ],
            }
            for item in examinations
        ],
    }
