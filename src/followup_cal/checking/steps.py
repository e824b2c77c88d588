"""What `check` found out -> what to tell the person: each step with a verdict, what is wrong, and what to do.

Decides and words only; `examine` is what asks. Nothing here knows sockets, servers or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum

from followup_cal.accounts import Account
from followup_cal.stores.caldav.home import Calendar, Choice
from followup_cal.stores.caldav.providers import Credential, Provider, login_advice, place_of

# Alarms that are late by less are not noticed; certificates and Digest logins forgive as much.
CLOCK_TOLERANCE = timedelta(minutes=5)
CONFIGURATION_CODE = 2
SERVER_CODE = 3


class Step(StrEnum):
    """What is looked at, in this order."""

    CONFIGURATION = "configuration"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    NAME = "name"
    CONNECTION = "connection"
    TLS = "tls"
    LOGIN = "login"
    CALDAV = "caldav"
    PRINCIPAL = "principal"
    CALENDARS = "calendars"
    COMPONENTS = "components"
    CLOCK = "clock"
    WRITE = "write"


class Verdict(StrEnum):
    """How a step went; a note is nothing to repair."""

    OK = "ok"
    NOTE = "note"
    FAILED = "failed"


class TlsFault(Enum):
    """What can be wrong with an encrypted connection."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    SELF_SIGNED = "self-signed"
    UNKNOWN_ISSUER = "unknown-issuer"
    OTHER_NAME = "other-name"
    PLAIN_TEXT = "plain-text"
    CLOSED = "closed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Result:
    """One step.

    Attributes:
        what: one sentence.
        advice: what to do; empty where there is nothing to do.
        code: the exit code that a failure means.
    """

    step: Step
    verdict: Verdict
    what: str
    advice: str = ""
    code: int = SERVER_CODE


@dataclass(frozen=True, slots=True)
class Examination:
    """All steps of one account, as far as they were worth taking."""

    account: str
    provider: str
    results: tuple[Result, ...]

    @property
    def exit_code(self) -> int:
        """0 where nothing failed, else 2 for the configuration or 3 for the server."""
        codes = [result.code for result in self.results if result.verdict is Verdict.FAILED]
        return min(codes, default=0)


_OWN_SERVER = "If the server is your own, save its certificate, or that of its authority, in a file and set `ca_file`"
_TLS_WORDS = {
    TlsFault.EXPIRED: (
        "The certificate of {host} has expired.",
        "Whoever runs the server has to renew it; check, too, that the clock of this machine is right.",
    ),
    TlsFault.NOT_YET_VALID: (
        "The certificate of {host} is not valid yet.",
        "Check that the clock of this machine is right.",
    ),
    TlsFault.SELF_SIGNED: (
        "The certificate of {host} is self-signed: nobody vouches for it.",
        f"{_OWN_SERVER}.",
    ),
    TlsFault.UNKNOWN_ISSUER: (
        "The certificate of {host} was issued by an authority that this machine does not know.",
        f"{_OWN_SERVER}; a company's proxy that reads along also shows like this.",
    ),
    TlsFault.OTHER_NAME: (
        "The certificate of the server is not made out for {host}.",
        "Name the server as its certificate does, or have {host} added to the certificate.",
    ),
    TlsFault.PLAIN_TEXT: (
        "What answers on port {port} of {host} does not speak TLS.",
        (
            "Check the port: CalDAV is mostly on 443. On this machine plain http is possible: "
            "set `url` to an address beginning with http, and `allow_http = true`."
        ),
    ),
    TlsFault.CLOSED: (
        "{host} closes the connection on port {port} as soon as it is to be encrypted.",
        "Check the port: CalDAV is mostly on 443.",
    ),
    TlsFault.OTHER: (
        "No encrypted connection to {host} comes about.",
        "The server may be too old, or a proxy in the way.",
    ),
}


def ok(step: Step, what: str) -> Result:
    """A step that went well."""
    return Result(step, Verdict.OK, what)


def failed(step: Step, what: str, advice: str = "", code: int = SERVER_CODE) -> Result:
    """A step that did not."""
    return Result(step, Verdict.FAILED, what, advice, code)


def configuration(account: Account, provider: Provider) -> Result:
    """Whether an account can work at all."""
    step, code = Step.CONFIGURATION, CONFIGURATION_CODE
    if provider.credential is Credential.NONE:
        return failed(step, f"{provider.title} has no CalDAV.", provider.hint, code)
    if provider.credential is Credential.OAUTH and account.auth != "oauth":
        return failed(step, f"{provider.title} wants a login by OAuth, which is not set up.", provider.hint, code)
    if not account.user:
        return failed(step, "It is not said who logs in.", "Set `email` or `username` for the account.", code)
    return ok(step, f"{account.user} at {place_of(account, provider)}.")


def no_such_name(host: str) -> Result:
    """The DNS knows no such server."""
    advice = "Check the spelling, and whether this machine is online; a server at work may need the VPN."
    return failed(Step.NAME, f"There is no server named {host}.", advice)


def no_connection(host: str, port: int, *, refused: bool) -> Result:
    """Nobody answers."""
    if refused:
        what = f"Nothing answers on port {port} of {host}."
        return failed(Step.CONNECTION, what, "Check that the server runs, and that the port is right.")
    what = f"{host} does not answer on port {port} in time."
    return failed(Step.CONNECTION, what, "A firewall may be in the way, or the server down: try again later.")


def bad_tls(host: str, port: int, fault: TlsFault) -> Result:
    """The encrypted connection does not come about."""
    what, advice = _TLS_WORDS[fault]
    return failed(Step.TLS, what.format(host=host, port=port), advice.format(host=host))


def login_refused(account: Account, provider: Provider, schemes: Iterable[str]) -> Result:
    """The server says 401."""
    what = f"The server refused the login of {account.user}."
    return failed(Step.LOGIN, what, login_advice(account, provider, schemes))


def forbidden(account: Account, provider: Provider) -> Result:
    """The server says 403: it knows the user, but does not let them in."""
    what = f"The server knows {account.user}, but does not give access to calendars."
    usual = "Calendars may be switched off for this account, or the app password may be for mail only."
    return failed(Step.LOGIN, what, provider.forbidden or f"{usual} {provider.hint}".strip())


def no_caldav(url: str, provider: Provider, status: int | None) -> Result:
    """A web server, but no CalDAV."""
    what = f"There is a web server, but no CalDAV at {url}" + (f" (it answers {status})." if status else ".")
    example = provider.address("<server>", "<user>") if provider.key != "other" else ""
    if example:
        advice = f"The path may be wrong: for {provider.title} it is {example}."
        folder = " Where it is installed in a folder, the folder's name comes before." if provider.own_host else ""
        return failed(Step.CALDAV, what, advice + folder)
    advice = (
        "The path may be wrong: look for the CalDAV address in the settings of your calendar on the web, "
        "or set `provider` (nextcloud: /remote.php/dav/, baikal: /dav.php/, sogo: /SOGo/dav/)."
    )
    return failed(Step.CALDAV, what, advice)


def no_http(host: str, port: int) -> Result:
    """Something answers, but not in HTTP."""
    what = f"What answers on port {port} of {host} does not speak HTTP."
    return failed(Step.CALDAV, what, "Check the port: it may be that of a mail server or another service.")


def calendars_found(calendars: Sequence[Calendar], choices: Sequence[Choice]) -> Result:
    """Whether there are calendars, and those that the configuration names.

    Args:
        calendars: all of the account.
        choices: what the names in the configuration mean.
    """
    names = ", ".join(calendar.name for calendar in calendars)
    if not calendars:
        advice = "Create one in the calendar app or on the web; there it may also have to be opened to CalDAV."
        return failed(Step.CALENDARS, "The account has no calendar.", advice)
    missing = [name for choice in choices for name in choice.missing]
    if missing:
        what = f"No calendar is called {_listed(missing)}."
        return failed(Step.CALENDARS, what, f"The calendars are: {names}.", CONFIGURATION_CODE)
    ambiguous = [name for choice in choices for name in choice.ambiguous]
    if ambiguous:
        known = ", ".join(f"{item.segment} ({item.name})" for item in calendars)
        advice = f"Name them by the last part of their address: {known}."
        return failed(Step.CALENDARS, f"Several calendars are called {_listed(ambiguous)}.", advice, CONFIGURATION_CODE)
    return ok(Step.CALENDARS, f"{len(calendars)} found: {names}.")


def components_taken(calendars: Sequence[Calendar], provider: Provider) -> Result:
    """Whether follow-ups can be written somewhere, and as what."""
    step = Step.COMPONENTS
    events = [item for item in calendars if "VEVENT" in item.components]
    if not events:
        return failed(step, "No calendar takes events.", "Create a calendar for events, not for tasks only.")
    if all(item.read_only for item in events):
        return failed(
            step,
            "All calendars are read-only: interviews can be read, but follow-ups not written back.",
            "Ask their owner for write access, create a calendar of your own, or name another target with --to.",
        )
    closed = [item.name for item in calendars if item.read_only]
    aside = f" Read-only: {', '.join(closed)}." if closed else ""
    if not any("VTODO" in item.components and not item.read_only for item in calendars):
        return Result(step, Verdict.NOTE, f"No calendar takes tasks: all follow-ups become events.{aside}")
    if provider.events_only or not provider.can("tasks"):
        return Result(
            step, Verdict.NOTE, f"Events are taken; tasks, too, but {provider.title} does not show them.{aside}"
        )
    return ok(step, f"Events and tasks are taken.{aside}")


def clock(server: datetime | None, here: datetime) -> Result:
    """Whether this machine's clock agrees with that of the server."""
    if server is None:
        return Result(Step.CLOCK, Verdict.NOTE, "The server does not say what time it is.")
    skew = here - server
    if abs(skew) <= CLOCK_TOLERANCE:
        return ok(Step.CLOCK, "The clocks agree.")
    minutes = round(abs(skew) / timedelta(minutes=1))
    way = "ahead of" if skew > timedelta() else "behind"
    what = f"The clock of this machine is {minutes} minutes {way} that of the server."
    return Result(Step.CLOCK, Verdict.NOTE, what, "Set it, or let it be set by the network: reminders go by it.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
