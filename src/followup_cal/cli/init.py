"""`followup-cal init`: from nothing to a first plan. Nothing is written before the last answer.

The configuration is written once and as a whole, after it was tried; run again it proposes what stands there. Every
question has an option, so that scripts can answer.
"""

from __future__ import annotations

from typing import Any

import click

from followup_cal import api
from followup_cal.changes import Keep
from followup_cal.cli.dialogue import Dialogue
from followup_cal.cli.keeping import keep, revised
from followup_cal.cli.login import keep_secret
from followup_cal.cli.options import Choices, common, config_path, configure
from followup_cal.cli.output import show_problems, view
from followup_cal.cli.session import request, start
from followup_cal.cli.settling import Answers, settle
from followup_cal.cli.syncing import show_result
from followup_cal.cli.terminal import show
from followup_cal.config import COMPOSE
from followup_cal.report.story import sight_line, sync_lines
from followup_cal.report.wording import plain
from followup_cal.run import decide
from followup_cal.setting_up import questions
from followup_cal.setting_up.guesses import sight


@click.command("init")
@click.option("--calendar", metavar="WHERE", help="E-mail address, server, path, published address, or provider.")
@click.option("--account", metavar="NAME", help="What to call the account, or which one to change.")
@click.option("--user", metavar="NAME", help="Who logs in, if not the e-mail address.")
@click.option("--password-stdin", is_flag=True, help="The password is the first line of the standard input.")
@click.option("--password-command", metavar="COMMAND", help="Prints the password, where there is no keyring.")
@click.option("--password-env", metavar="VARIABLE", help="Environment variable that holds the password.")
@click.option("--google-client", metavar="FILE", help="The client file that you downloaded at Google.")
@click.option("--read", metavar="CALENDARS", help="The calendars with interviews: names, parted by commas, or all.")
@click.option("--to", metavar="TARGET", help="Where the follow-ups go: a calendar of the account, a path, or same.")
@click.option("--shared-ok", is_flag=True, default=None, help="Write to a shared calendar, or your employer's.")
@click.option("--employer", metavar="DOMAIN", help="Your present employer's domain, or none.")
@click.option("--compose", metavar="|".join(COMPOSE), help="Where you write mail.")
@click.option("--write/--no-write", default=None, help="Write the follow-ups at the end, or don't, without asking.")
@click.option("--yes", is_flag=True, help="Take every guess; ask nothing.")
@common
def command(*, choices: Choices, yes: bool, write: bool | None, **given: Any) -> int:
    """Set everything up: where your calendar is, who you are; ends with what would be written.

    It asks a few questions; Enter takes what stands in brackets. Run it again to change an answer or to add a calendar:
    what it does not ask about stays as it is.
    """
    dialogue = Dialogue(guesses=yes)
    config, folder = configure(choices)
    path = config_path(choices.config)
    if dialogue.is_live:
        dialogue.say("Enter takes what stands in brackets; Ctrl-C leaves everything as it was.\n")
    settled = settle(dialogue, Answers(**given), choices, config, folder)
    if settled.login:
        keep_secret(settled.login)
    saved = choices._replace(me=(), name=(), timezone=None, country=None, language=None, entries=None, json=False)
    with start(saved, (), content=revised(path, settled.changes)) as session:
        decision = decide(session.run)
        session.keep_memories(decision.applications)
    damaged = show_problems(decision.gathered, choices)
    written = keep(path, settled.changes)
    dialogue.say(f"\n{plain(str(path))} " + ("is written.\n" if written else "stays as it is.\n"))
    click.echo(sight_line(sight(decision.applications, session.run.now)))
    places = session.run.places
    show(sync_lines(decision, {}, [place.store.name for place in places.targets], view(session.run), dry_run=True))
    pending = any(not isinstance(change, Keep) for change in decision.changes)
    if not pending or not dialogue.agrees(questions.WRITE, given=write, guess=dialogue.is_live):
        dialogue.say("Nothing was written to your calendar. `followup-cal plan` says why on which day.")
        return 1 if damaged else 0
    code = show_result(api.sync(request(saved, ())), saved._replace(quiet=True))
    if not code:
        files = [
            plain(place.store.name)
            for place in places.targets
            if place.is_file and place.location not in places.sources
        ]
        stand = f"Import {files[0]} into your calendar." if files else "They stand in your calendar now."
        dialogue.say(f"{stand} Let it run by itself: `followup-cal schedule install`.")
    return code
