"""The part of the set-up that logs in: who, with which password, kept where."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from followup_cal.accounts import Account
from followup_cal.cli.asking import confirm
from followup_cal.cli.dialogue import Dialogue
from followup_cal.credentials import CredentialProblem, Secret, find_password, keep_password, keyring_problem
from followup_cal.errors import UsageProblem
from followup_cal.google import GoogleProblem, is_testing, read_client
from followup_cal.google import log_in as google_login
from followup_cal.report.wording import plain
from followup_cal.setting_up import questions
from followup_cal.setting_up.questions import Question
from followup_cal.stores.caldav.discovery import discover
from followup_cal.stores.caldav.faults import LoginRefused
from followup_cal.stores.caldav.home import Home
from followup_cal.stores.caldav.login import open_session
from followup_cal.stores.caldav.providers import Credential, Provider, provider_of

ATTEMPTS = 3
KEEPERS = {
    "pass": "pass show {name}",
    "gopass": "gopass show -o {name}",
    "secret-tool": "secret-tool lookup service followup-cal account {name}",
    "security": "security find-generic-password -s followup-cal -a {name} -w",
    "op": "op read op://Private/{name}/password",
    "bw": "bw get password {name}",
}


@dataclass(frozen=True, slots=True)
class Login:
    """An account that works.

    Attributes:
        account: with its password_command where that is needed.
        home: what its server says.
        fresh: the password that has to be kept in the keyring; None where it is kept already.
    """

    account: Account
    home: Home
    fresh: Secret | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says about the login.

    Attributes:
        user: who logs in.
        piped: the password is the first line of the standard input.
        client: the file of a client at Google.
        now: the moment of this run.
    """

    user: str | None
    piped: bool
    client: str | None
    now: datetime


def log_in(dialogue: Dialogue, account: Account, presets: tuple[Provider, ...], given: Given) -> Login:
    """Asks for what the login needs until it works.

    Args:
        dialogue: how to ask.
        account: as far as it is known.
        presets: all known providers.
        given: answers from the command line.

    Raises:
        Unreachable: it does not work, and there is nobody to ask, or three attempts were in vain.
        UsageProblem: an answer is missing, and there is nobody to ask.
    """
    if given.user or not account.user:
        account = replace(account, username=dialogue.ask(questions.USER, given.user))
    by_oauth = provider_of(account, presets).credential is Credential.OAUTH
    account = replace(account, auth="oauth") if by_oauth else account
    if account.password_command or account.password_env:
        return Login(account, _calendars(account, find_password(account, os.environ), presets))
    if by_oauth:
        return _at_google(dialogue, account, presets, given)
    return _by_password(dialogue, account, presets, given)


def _by_password(dialogue: Dialogue, account: Account, presets: tuple[Provider, ...], given: Given) -> Login:
    """Asks for the password until it is the right one, three times at most."""
    provider = provider_of(account, presets)
    password = Secret(sys.stdin.readline().rstrip("\r\n")) if given.piped else _kept(account)
    fresh, refusals = given.piped, 0
    while True:
        if password is None:
            if not refusals and dialogue.is_live:
                dialogue.say(provider.hint)
            password, fresh = Secret(dialogue.ask(questions.PASSWORD, secret=True)), True
        try:
            home = _calendars(account, password, presets)
        except LoginRefused as refused:
            refusals += 1
            if refusals == ATTEMPTS or not dialogue.is_live:
                raise
            # What the provider wants was said before the first attempt.
            more = " ".join(refused.hint.replace(provider.hint, "").split())
            dialogue.say(f"{sentence(refused.problem)} {more}")
            if refusals > 1:
                account = replace(account, username=dialogue.ask(questions.USER, guess=account.user))
            password = None
        else:
            return _keepable(dialogue, Login(account, home, password if fresh else None), presets)


def _at_google(dialogue: Dialogue, account: Account, presets: tuple[Provider, ...], given: Given) -> Login:
    """Logs in with what was kept, else in the browser."""
    kept = _kept(account)
    if kept is not None and given.client is None:
        try:
            return Login(account, _calendars(account, kept, presets))
        except (GoogleProblem, LoginRefused) as ended:
            dialogue.say(f"{sentence(ended.problem)} {ended.hint}")
    trouble = keyring_problem(account)
    if trouble is not None:
        # Before the browser opens: what it brings could be kept nowhere.
        raise CredentialProblem(trouble.problem, "docs/google.md says how to bring a login from another machine.")
    client = dialogue.ask(replace(questions.CLIENT, read=read_client), given.client)
    login = google_login(client, account.user, given.now, lambda url: dialogue.say(f"{_BROWSER}\n{url}"))
    if is_testing(login):
        dialogue.say(_TESTING)
    return Login(account, _calendars(account, login, presets), login)


_BROWSER = "Agree in your browser. If it does not open by itself, open this address on this machine:"
_TESTING = (
    "This login will end after seven days, since your app is in “Testing”. Publish the app on its consent screen (“In "
    "production”), then run this again."
)


def keep_secret(login: Login) -> None:
    """Puts a password that is new into the keyring.

    Raises:
        CredentialProblem: it refuses.
    """
    if login.fresh is not None:
        keep_password(login.account, login.fresh)


def _kept(account: Account) -> Secret | None:
    try:
        return find_password(account, os.environ)
    except CredentialProblem:
        return None


def _calendars(account: Account, password: Secret, presets: tuple[Provider, ...]) -> Home:
    with open_session(account, password) as session:
        return discover(session, account, provider_of(account, presets), presets, confirm=confirm)


def _keepable(dialogue: Dialogue, login: Login, presets: tuple[Provider, ...]) -> Login:
    """Sees to it that the password can be found again: by a command where the machine has no keyring."""
    trouble = keyring_problem(login.account) if login.fresh is not None else None
    if trouble is None:
        return login
    dialogue.say(sentence(trouble.problem))
    dialogue.say("That is usual on servers and in cron jobs. A command can print the password in its place.")
    installed = [line.format(name=login.account.name) for program, line in KEEPERS.items() if shutil.which(program)]
    examples = [*installed, "cat ~/.calendar-password    (a file that only you can read)"]
    hint = "\n".join(["For example:", *(f"  {line}" for line in examples)])
    question = Question("Command that prints it", "--password-command", questions.command(str(Path.home())), hint)
    refusals = 0
    while True:
        account = replace(login.account, password_command=dialogue.ask(question))
        try:
            return Login(account, _calendars(account, find_password(account, os.environ), presets))
        except (CredentialProblem, LoginRefused) as problem:
            refusals += 1
            if refusals == ATTEMPTS:
                raise
            dialogue.say(f"{sentence(problem.problem)} {problem.hint}")


def sentence(problem: str) -> str:
    """The words of an exception as a sentence that is safe to print."""
    shown = plain(problem)
    return shown[:1].upper() + shown[1:] + ("" if shown.endswith(".") else ".")


def complete(dialogue: Dialogue, account: Account, provider: Provider, user: str | None) -> Account:
    """Asks where the account is, where only its provider is known.

    Raises:
        UsageProblem: there is no CalDAV at this provider.
    """
    if not provider.start:
        raise UsageProblem(f"{provider.title} has no CalDAV.", provider.hint)
    account = replace(account, provider=provider.key)
    if provider.own_host:
        return replace(account, **dict(dialogue.ask(questions.SERVER)))
    address = dialogue.ask(questions.EMAIL, user)
    # DavMail runs on this machine and speaks plain http.
    return replace(account, email=address, allow_http=provider.start.startswith("http://"))
