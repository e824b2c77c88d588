"""The `[accounts.NAME]` tables of the configuration -> frozen accounts; every problem reported at once.

Nothing here asks a server, a keyring or the data files: whether a provider or a calendar exists shows later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from followup_cal.config import Wrong, flag, one_of, text, texts

# A name must not be taken for a path or an address where a SOURCE is typed.
_NAME = re.compile(r"\w[\w-]*")
_HOST = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_EMAIL = re.compile(r"[^@\s/]+@[\w-]+(?:\.[\w-]+)*")
_PASSWORDS = frozenset({"password", "passwd", "pass", "passphrase", "secret", "token"})


@dataclass(frozen=True, slots=True)
class Account:
    """Where calendars are, who asks for them, and where the password is: never the password itself.

    Attributes:
        name: the account's, as in `work` or `work/Interviews`.
        url: where the discovery starts, an address of CalDAV, of a principal or of a calendar's home.
        host: the server alone, `dav.example.org` or `dav.example.org:8443`.
        email: finds the server where neither of them is given (RFC 6764).
        username: who logs in; the e-mail address where it is None.
        provider: a name from providers.toml; None to recognise it.
        password_command: a command with its arguments whose first line of output is the password.
        password_env: an environment variable that holds it.
        ca_file: certificates to trust in place of the machine's.
        auth: basic, digest, or oauth for Google; None for what the provider uses.
        allow_http: plain http may be spoken to a server on this machine.
        calendars: names of the calendars to read; empty for all that hold events.
        events_to: name of the calendar that new events go to; None for that of the interview.
        tasks_to: name of the calendar that new tasks go to; None for one that takes them.
        may_write: names of calendars that are shared, or an employer's, and may be written to all the same.
    """

    name: str
    url: str | None = None
    host: str | None = None
    email: str | None = None
    username: str | None = None
    provider: str | None = None
    password_command: tuple[str, ...] = field(default=(), repr=False)
    password_env: str | None = None
    ca_file: str | None = None
    auth: str | None = None
    allow_http: bool = False
    calendars: tuple[str, ...] = ()
    events_to: str | None = None
    tasks_to: str | None = None
    may_write: tuple[str, ...] = ()

    @property
    def user(self) -> str:
        """Who logs in."""
        return self.username or self.email or ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What `work` or `work/Interviews` means: an account, and one of its calendars or all that are configured."""

    account: Account
    calendar: str | None = None


def argv(value: Any) -> tuple[str, ...]:
    """Reads a command: a list of arguments, or a line that is split the way a shell does."""
    words = value
    if isinstance(value, str):
        import shlex

        try:
            words = shlex.split(value)
        except ValueError:
            words = None
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words) or not words[0]:
        raise Wrong("a command: a text, or a list of texts")
    return tuple(words)


def address(value: Any) -> str:
    """Reads the address of a server."""
    try:
        parts = urlsplit(text(value))
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise Wrong('an address such as "https://dav.example.org/"') from None
    if "@" in parts.netloc:
        raise Wrong("an address without user name and password: set `username`, and keep the password in the keyring")
    if not sound:
        raise Wrong('an address such as "https://dav.example.org/"')
    return parts.geturl()


def host(value: Any) -> str:
    """Reads the name of a server, with a port where needed."""
    name = text(value)
    if not _HOST.fullmatch(name):
        raise Wrong('the name of a server such as "dav.example.org"; set `url` for a whole address')
    return name.lower()


def email(value: Any) -> str:
    """Reads an e-mail address."""
    if not _EMAIL.fullmatch(text(value)):
        raise Wrong('an e-mail address such as "dana@example.org"')
    return text(value)


OPTIONS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "url": (address, "Where CalDAV is: an address beginning with https."),
    "host": (host, "The server alone, where you do not know the address."),
    "email": (email, "Your address at the provider: finds the server, too."),
    "username": (text, "Who logs in; by default the e-mail address."),
    "provider": (text, "Which provider it is, where that is not recognised."),
    "password_command": (argv, "Prints the password: a command, without a shell."),
    "password_env": (text, "The environment variable that holds the password."),
    "ca_file": (text, "Certificates to trust in place of the machine's."),
    "auth": (one_of("basic", "digest", "oauth"), "How to log in, where the provider's way is not right."),
    "allow_http": (flag, "Speak plain http to a server on this machine."),
    "calendars": (texts, "Names of the calendars to read; by default all that hold events."),
    "events_to": (text, "The calendar that new events go to; by default that of the interview."),
    "tasks_to": (text, "The calendar that new tasks go to; by default one that takes them."),
    "may_write": (texts, "Shared calendars that you agreed to write to; a yes at a terminal is noted here."),
}


def parse_accounts(tree: Mapping[str, Any], origin: str) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    """Reads the `accounts` table of a configuration.

    Args:
        tree: name -> table.
        origin: the name of the file, for messages.

    Returns:
        The accounts, in the order they stand, and one sentence for every mistake. No sentence repeats a value that may
        hold a password.
    """
    accounts, problems = [], []
    for name, table in tree.items():
        found, wrong = _account(name, table)
        problems += [f"{origin}: {sentence}" for sentence in wrong]
        if found and not wrong:
            accounts.append(found)
    return tuple(accounts), tuple(problems)


def refer(typed: str, accounts: Sequence[Account]) -> Reference | None:
    """What a SOURCE or TARGET means: `work`, `work/Interviews`, or None where it names no account."""
    name, slash, calendar = typed.partition("/")
    for account in accounts:
        if account.name == name:
            return Reference(account, calendar if slash and calendar else None)
    return None


def is_loopback(server: str) -> bool:
    """Whether a host is this machine, by its name alone."""
    from ipaddress import ip_address

    bare = server.strip("[]").rstrip(".").lower()
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def _account(name: str, table: Any) -> tuple[Account | None, list[str]]:
    key = f"accounts.{name}"
    if not isinstance(table, Mapping):
        return None, [f"`{key}` must be a table: write [{key}] above its options."]
    problems = [] if _NAME.fullmatch(name) else [f"`{key}`: a name is made of letters, digits, - and _ only."]
    values: dict[str, Any] = {}
    for option, value in table.items():
        try:
            values[option] = _read(option, value)
        except KeyError:
            problems.append(f"`{key}.{option}` {_not_an_option(option)}")
        except Wrong as wrong:
            problems.append(f"`{key}.{option}` must be {wrong}.")
    account = Account(name, **values)
    return account, problems or _contradictions(account, key)


def _read(option: str, value: Any) -> Any:
    read, _ = OPTIONS[option]
    return read(value)


def _not_an_option(option: str) -> str:
    from difflib import get_close_matches

    if option.lower() in _PASSWORDS:
        return "must not stand here: keep it in the keyring, or name a `password_command` or `password_env`."
    close = get_close_matches(option, OPTIONS, n=1)
    return f"is no option; did you mean `{close[0]}`?" if close else "is no option."


def _contradictions(account: Account, key: str) -> list[str]:
    problems = []
    if not (account.url or account.host or account.email or (account.provider and account.username)):
        problems.append(f"`{key}` needs one of `url`, `host` or `email`.")
    if account.url and account.host:
        problems.append(f"`{key}` has both `url` and `host`: leave one out.")
    if account.password_command and account.password_env:
        problems.append(f"`{key}` has both `password_command` and `password_env`: leave one out.")
    return problems + _plain_http(account, urlsplit(account.url or ""), key)


def _plain_http(account: Account, parts: SplitResult, key: str) -> list[str]:
    """Passwords never travel in clear, except inside this machine and where that is said explicitly."""
    if parts.scheme != "http":
        return []
    if not is_loopback(parts.hostname or ""):
        return [f"`{key}.url` must begin with https: plain http would show your password to the network."]
    return [] if account.allow_http else [f"`{key}.url` is plain http: set `allow_http = true` to use it here."]
