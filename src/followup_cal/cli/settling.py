"""The conversation of the set-up: one part for the place, one for the person. It changes nothing, it only asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from followup_cal.accounts import Account, refer
from followup_cal.cli.choosing import choose_calendars
from followup_cal.cli.dialogue import Dialogue
from followup_cal.cli.login import Given, Login, complete, log_in, sentence
from followup_cal.cli.options import Choices, read_clock
from followup_cal.config import Config, Wrong
from followup_cal.data import Shelf
from followup_cal.data.zones import zone_countries
from followup_cal.places import ADDRESSES
from followup_cal.report.wording import plain
from followup_cal.setting_up import guesses, questions
from followup_cal.setting_up.place import Kind, Place, account_name, read_place
from followup_cal.setting_up.questions import Question
from followup_cal.stores.caldav.discovery import NoCalDav
from followup_cal.stores.caldav.faults import NoAnswer
from followup_cal.stores.caldav.providers import Credential, Provider, parse_providers, provider_of


@dataclass(frozen=True, slots=True)
class Answers:
    """What stood on the command line, beside the common options; None where nothing did."""

    calendar: str | None = None
    account: str | None = None
    user: str | None = None
    password_stdin: bool = False
    password_command: str | None = None
    password_env: str | None = None
    google_client: str | None = None
    read: str | None = None
    to: str | None = None
    shared_ok: bool | None = None
    employer: str | None = None
    compose: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What all answers come to.

    Attributes:
        changes: options of the configuration and their new values.
        login: the account that was set up, if it was one.
    """

    changes: dict[str, Any] = field(default_factory=dict)
    login: Login | None = None


def settle(dialogue: Dialogue, answers: Answers, choices: Choices, config: Config, folder: Path) -> Settled:
    """Asks everything.

    Raises:
        UsageProblem, Unreachable: an answer is missing or cannot be used, and there is nobody to ask.
    """
    sheet = Shelf(folder).sheet("providers.toml")
    presets = parse_providers(sheet.text, sheet.origin)
    place, login = _place(dialogue, answers, choices, config, presets)
    if login is None:
        changes = _path(dialogue, answers, place, config)
        changes |= _person(dialogue, answers, choices, config, ())
        return Settled(changes | _tasks(dialogue, choices, config, guess=Path(place.typed).expanduser().is_dir()))
    account = login.account
    person = _person(dialogue, answers, choices, config, (account.email or "", *login.home.addresses))
    provider = provider_of(account, presets)
    employers = person["me.employers"] or ()
    chosen = choose_calendars(dialogue, login, employers, read=answers.read, to=answers.to, shared_ok=answers.shared_ok)
    changes = {f"accounts.{account.name}.{key}": value for key, value in chosen.options.items()}
    if config.sources and not any(refer(item, [account]) for item in config.sources):
        changes["sources"] = (*config.sources, account.name)
    if chosen.to:
        changes["to"] = chosen.to
    changes |= person
    if chosen.takes_tasks and not provider.events_only:
        changes |= _tasks(dialogue, choices, config, guess=True)
    return Settled(changes, replace(login, account=chosen.account))


def _place(
    dialogue: Dialogue, answers: Answers, choices: Choices, config: Config, presets: tuple[Provider, ...]
) -> tuple[Place, Login | None]:
    """Asks where the calendar is, and again where nothing is found there; logs in where that is an account."""
    now = read_clock(choices, config.profile.timezone)
    given = Given(answers.user, answers.password_stdin, answers.google_client, now)
    while True:
        place, account = _where(dialogue, answers, config, presets)
        if account is None:
            return place, None
        try:
            return place, log_in(dialogue, account, presets, given)
        except (NoAnswer, NoCalDav) as trouble:
            if not dialogue.is_live or answers.calendar or answers.account:
                raise
            dialogue.say(f"{sentence(trouble.problem)} The address of the server itself may help.\n")


def _where(
    dialogue: Dialogue, answers: Answers, config: Config, presets: tuple[Provider, ...]
) -> tuple[Place, Account | None]:
    """Where the calendar is; for an account what is known of it."""
    known = {account.name: account for account in config.accounts}
    given = answers.calendar or (answers.account if answers.account in known else None)
    # The address of a feed is a secret that does not show on the screen.
    guess = next((item for item in (*known, *config.sources) if not item.startswith(ADDRESSES)), None)
    while True:
        answer = dialogue.ask(_where_question(presets, known), given, guess)
        if isinstance(answer, Account):
            return Place(Kind.ACCOUNT, answer.name), answer
        if answer.kind is not Kind.ACCOUNT:
            return answer, None
        account = Account("new", **dict(answer.options))
        provider = answer.provider or provider_of(account, presets)
        if provider.credential is Credential.NONE and dialogue.is_live and given is None:
            dialogue.say(f"{provider.title} has no CalDAV. {provider.hint}")
            continue
        if answer.provider is not None or provider.credential is Credential.NONE:
            account = complete(dialogue, account, provider, answers.user)
        same = [item for item in known.values() if _means(item, account)]
        if same:
            return answer, same[0]
        name = answers.account or account_name(account, provider, tuple(known))
        command = dialogue.ask(questions.COMMAND, answers.password_command) if answers.password_command else ()
        return answer, replace(account, name=name, password_command=command, password_env=answers.password_env)


def _means(known: Account, typed: Account) -> bool:
    """Whether what was typed is an account that stands in the configuration already."""
    return (known.url, known.host, known.email) == (typed.url, typed.host, typed.email)


def _where_question(presets: Sequence[Provider], known: dict[str, Account]) -> Question:
    def read(answer: str) -> Place | Account:
        if answer in known:
            return known[answer]
        there = Path(answer).expanduser().exists()
        place = read_place(answer, presets, exists=there)
        if place.kind is Kind.PATH and not there:
            raise Wrong("a file or folder that exists")
        return place

    names = ", ".join(item.title for item in presets if not item.own_host)
    hint = (
        "Your e-mail address finds most calendars. A server's address will do as well, an .ics file, "
        "a folder of them, the published address of a calendar (https or webcal), or one of these: "
        f"{names}."
    )
    return Question("Where is your calendar?", "--calendar", read, hint)


def _path(dialogue: Dialogue, answers: Answers, place: Place, config: Config) -> dict[str, Any]:
    """A file, a folder or a feed: added to the sources; with a place for the follow-ups unless they go back to it."""
    source = place.typed if place.kind is Kind.FEED else _lasting(place.typed)
    before = config.sources or tuple(account.name for account in config.accounts)
    changes: dict[str, Any] = {"sources": tuple(dict.fromkeys((*before, source)))}
    path = Path(source).expanduser()
    if place.kind is Kind.PATH and path.is_dir() and answers.to is None:
        return changes
    beside = Path.home() if place.kind is Kind.FEED else path.parent
    guess = config.to or next((item.name for item in config.accounts), str(beside / "followups.ics"))
    question = replace(questions.TARGET, read=_target(config.accounts), hint=_IMPORT)
    return changes | {"to": dialogue.ask(question, answers.to, guess)}


_IMPORT = "A path: that file is for you to import into your calendar. The calendar itself is not changed."


def _target(accounts: Sequence[Account]) -> Callable[[str], str]:
    def read(answer: str) -> str:
        if refer(answer, accounts):
            return answer
        path = Path(answer).expanduser()
        if path.is_dir() or (path.suffix == ".ics" and path.absolute().parent.is_dir()):
            return _lasting(answer)
        raise Wrong("a path that ends in .ics, a folder, or one of your accounts")

    return read


def _lasting(typed: str) -> str:
    """A path that means the same from every folder."""
    return typed if typed.startswith("~") else str(Path(typed).absolute())


def _person(
    dialogue: Dialogue, answers: Answers, choices: Choices, config: Config, found: Sequence[str]
) -> dict[str, Any]:
    """Who somebody is, and where they live and write."""
    profile = config.profile
    mine = tuple(dict.fromkeys(plain(item).lower() for item in (*profile.addresses, *found) if "@" in item))
    names = dialogue.ask(
        questions.NAMES,
        _given(choices.name),
        ", ".join(profile.names) or guesses.full_name(_system_name()) or None,
    )
    addresses = dialogue.ask(questions.ADDRESSES, _given(choices.me), ", ".join(mine) or None)
    employers = dialogue.ask(questions.EMPLOYER, answers.employer, ", ".join(profile.employers) or "none")
    changes = {"me.names": names, "me.emails": addresses, "me.employers": employers or None}
    changes |= _region(dialogue, choices, config)
    guess = config.compose if config.compose != "mailto" else guesses.compose_of(addresses)
    compose = dialogue.ask(questions.MAILER, answers.compose, guess)
    return changes | {"compose": compose if compose != "mailto" else None}


def _region(dialogue: Dialogue, choices: Choices, config: Config) -> dict[str, Any]:
    """Zone, country and language: shown as they are guessed, and asked one by one only if that is not right."""
    zone, country, language = config.profile.timezone, config.planning.country, config.profile.language
    if dialogue.is_live and not (choices.timezone or choices.country or choices.language):
        holidays = country or f"the employer's country, else {_country(zone)}"
        dialogue.say(f"Time zone: {zone}. Public holidays: {holidays}. Drafts: {language or questions.AS_INTERVIEW}.")
        if not dialogue.agrees(questions.REGION, guess=True):
            zone = dialogue.ask(questions.ZONE, guess=zone)
            country = dialogue.ask(questions.COUNTRY, guess=country or _country(zone))
            language = dialogue.ask(questions.LANGUAGE, guess=language or questions.AS_INTERVIEW)
    return {"me.timezone": zone, "country": country, "me.language": language}


def _country(zone: str) -> str:
    return guesses.country_of(zone, os.environ, zone_countries())


def _tasks(dialogue: Dialogue, choices: Choices, config: Config, *, guess: bool) -> dict[str, Any]:
    """Tasks or events."""
    if choices.entries:
        return {"entries": choices.entries}
    shows = dialogue.agrees(questions.TASKS, guess=guess if config.entries == "auto" else config.entries == "tasks")
    return {"entries": (config.entries if config.entries == "tasks" else None) if shows else "events"}


def _given(values: tuple[str, ...]) -> str | None:
    return "; ".join(values) or None


def _system_name() -> str:
    try:
        import pwd
    except ImportError:
        return ""
    try:
        return pwd.getpwuid(os.getuid()).pw_gecos
    except KeyError:
        return ""
