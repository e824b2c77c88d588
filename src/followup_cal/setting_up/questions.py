"""The questions of the set-up, in the order in which they are asked, each with the option that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from followup_cal.accounts import argv, email
from followup_cal.config import COMPOSE, Wrong, country, one_of, text, zone
from followup_cal.setting_up.place import read_server

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "it")
AS_INTERVIEW = "as the interview"
_SEPARATOR = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        words: the question itself.
        option: answers it on the command line.
        read: what a text answer means; raises `Wrong`.
        hint: what to know before answering, in whole lines.
    """

    words: str
    option: str
    read: Callable[[str], Any]
    hint: str = ""


def several(answer: str) -> tuple[str, ...]:
    """Reads a list in which commas or semicolons part the items."""
    return tuple(dict.fromkeys(item for item in _SEPARATOR.split(answer.strip()) if item))


def domains(answer: str) -> tuple[str, ...]:
    """Reads domains, or addresses of which the domain counts; `none` for none."""
    found = [item.rpartition("@")[2].lower() for item in several(answer) if item.lower() != "none"]
    if any("." not in item for item in found):
        raise Wrong("domains such as example.com, or none")
    return tuple(dict.fromkeys(found))


def picked(answer: str, names: Sequence[str]) -> tuple[str, ...]:
    """Reads a choice from a numbered list: numbers or names; `all` for an empty choice.

    Raises:
        Wrong: something is not in the list.
    """
    if answer.strip().lower() == "all":
        return ()
    found = []
    for item in several(answer):
        if item.isdigit() and 1 <= int(item) <= len(names):
            found.append(names[int(item) - 1])
            continue
        same = [name for name in names if name.casefold() == item.casefold()]
        if not same:
            raise Wrong(f"numbers from 1 to {len(names)}, or names in this list")
        found.append(same[0])
    return tuple(dict.fromkeys(found))


def language(answer: str) -> str | None:
    """Reads the language of all drafts; None for that of each interview."""
    if answer.strip().lower() == AS_INTERVIEW:
        return None
    return one_of(*LANGUAGES)(answer.strip().lower()[:2])


def command(home: str) -> Callable[[str], tuple[str, ...]]:
    """Reads a command that is run without a shell: `~/` is spelled out here."""

    def read(answer: str) -> tuple[str, ...]:
        return tuple(f"{home}/{word[2:]}" if word.startswith("~/") else word for word in argv(answer))

    return read


def is_yes(answer: str) -> bool:
    """Reads yes or no."""
    short = answer.strip().lower()
    if short not in {"y", "yes", "n", "no"}:
        raise Wrong("yes or no")
    return short.startswith("y")


def people(answer: str) -> tuple[str, ...]:
    """Reads at least one name or address."""
    found = several(answer)
    if not found:
        raise Wrong("at least one")
    return found


MAIL = {
    "mailto": "a program or app on this device",
    "gmail": "Gmail in the browser",
    "outlook": "Outlook for work or school in the browser",
    "outlook-live": "Outlook.com in the browser",
}

USER = Question("User name there", "--user", text)
SERVER = Question(
    "Address of the server", "--calendar", read_server, "As in the browser, e.g. https://cloud.example.org"
)
EMAIL = Question("Your e-mail address there", "--user", email)
PASSWORD = Question("Password (it does not show while you type)", "--password-stdin", text)
COMMAND = Question("Command that prints the password", "--password-command", argv)
CLIENT = Question(
    "Path of the client file that you downloaded",
    "--google-client",
    text,
    "Its name begins with client_secret; docs/google.md goes through the clicks that lead to it.",
)
REGION = Question("Is that right?", "--timezone, --country and --language", is_yes)
NAMES = Question("Your name, as it signs messages", "--name", people)
ADDRESSES = Question("Your e-mail addresses, so that you are never thanked", "--me", people)
EMPLOYER = Question(
    "Present employer's domain, or none",
    "--employer",
    domains,
    "If you have a job now: nothing is written to that employer's calendars unasked.",
)
READ = Question("Which of them hold interviews? Numbers, or all", "--read", text)
TARGET = Question("Where should the follow-ups go?", "--to", text)
SHARED = Question("Write to it all the same?", "--shared-ok", is_yes)
TASKS = Question(
    "Does the calendar app on your phone or computer show tasks (to-dos), too?",
    "--entries",
    is_yes,
    "Follow-ups are tasks that you tick off, or events where tasks do not show.",
)
ZONE = Question("Your time zone", "--timezone", zone)
COUNTRY = Question("Country of the employers, for public holidays (US, DE-BY, none)", "--country", country)
LANGUAGE = Question(f"Language of the drafts ({', '.join(LANGUAGES)})", "--language", language)
MAILER = Question(
    "Where do you write mail?",
    "--compose",
    one_of(*COMPOSE),
    "\n".join(f"  {key:<13} {words}" for key, words in MAIL.items()),
)
WRITE = Question("Write them now?", "--write", is_yes)
