"""Asks a server step by step and stops where the rest would be meaningless; `steps` finds the words."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from followup_cal.accounts import Account
from followup_cal.checking import steps
from followup_cal.checking.reach import host_and_port, reach, tls_fault
from followup_cal.checking.steps import Examination, Result, Step, TlsFault, Verdict, failed, ok
from followup_cal.checking.trial import try_to_write
from followup_cal.credentials import CredentialProblem, Secret, find_password
from followup_cal.errors import Unreachable
from followup_cal.google import GoogleProblem
from followup_cal.stores.caldav.address import is_encrypted
from followup_cal.stores.caldav.discovery import (
    Confirm,
    Forbidden,
    NoCalDav,
    asked_once,
    identify,
    look_around,
    refuse,
    welcome,
)
from followup_cal.stores.caldav.faults import Failure, LoginRefused, NoAnswer
from followup_cal.stores.caldav.home import Calendar, Choice, choose
from followup_cal.stores.caldav.login import open_session
from followup_cal.stores.caldav.providers import Provider
from followup_cal.stores.caldav.services import Resolver, ask_dns
from followup_cal.stores.caldav.session import Found, Session
from followup_cal.stores.caldav.starts import Start, starts

_SURELY_TLS = frozenset({Failure.CERTIFICATE, Failure.TLS})
_PERHAPS_TLS = _SURELY_TLS | {Failure.TIMEOUT, Failure.DROPPED}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an examination depends on beside the account.

    Attributes:
        presets: all known providers.
        environ: the environment, where a password may be.
        now: the moment it is said to be: makes what is written unique.
        real: whether that is what this machine's clock says.
        write: create and remove a harmless entry.
        confirm: asked before a server in a foreign domain gets the password.
        resolver: asks the DNS.
        session: makes the requests of an account.
    """

    presets: tuple[Provider, ...]
    environ: Mapping[str, str]
    now: datetime
    real: bool = True
    write: bool = False
    confirm: Confirm = refuse
    resolver: Resolver = ask_dns
    session: Callable[[Account, Secret], Session] = open_session


def examine(account: Account, provider: Provider, around: Surroundings) -> Examination:
    """Looks at an account, step by step, up to the first that makes the rest meaningless."""
    results = []
    with closing(_Examiner(account, provider, around).results()) as found:
        for result in found:
            results.append(result)
            if result.verdict is Verdict.FAILED:
                break
    return Examination(account.name, provider.key, tuple(results))


class _Examiner:
    """The steps of one examination, each only asked for when those before it went well."""

    def __init__(self, account: Account, provider: Provider, around: Surroundings) -> None:
        self._account = account
        self._provider = provider
        self._around = around
        self._confirm = asked_once(around.confirm)
        self._arrived = False

    def results(self) -> Generator[Result]:
        yield steps.configuration(self._account, self._provider)
        try:
            password = find_password(self._account, self._around.environ)
        except CredentialProblem as problem:
            yield failed(Step.PASSWORD, problem.problem, problem.hint)
            return
        yield ok(Step.PASSWORD, "There is a password.")
        candidates = starts(self._account, self._provider, self._around.presets, self._around.resolver)
        yield from _reachable(candidates)
        try:
            opened = self._around.session(self._account, password)
        except GoogleProblem as problem:
            yield failed(Step.LOGIN, problem.problem, problem.hint)
            return
        with opened as session:
            try:
                yield from self._asked(session, candidates)
            except Unreachable as problem:
                yield from self._told(problem, candidates)

    def _asked(self, session: Session, candidates: Sequence[Start]) -> Iterator[Result]:
        """Everything that needs HTTP."""
        found = welcome(session, candidates, self._confirm)
        self._arrived = True
        principal, whole = identify(session, found, self._confirm)
        yield _encryption(found.href)
        yield ok(Step.LOGIN, f"{self._account.user} is logged in.")
        yield self._place(found)
        yield _principal(principal)
        _, calendars = look_around(session, found, whole, self._confirm)
        wanted = choose(calendars, self._account.calendars)
        yield steps.calendars_found(calendars, (wanted, *self._targets(calendars)))
        yield steps.components_taken(calendars, self._provider)
        if self._around.real:
            yield steps.clock(_server_time(session, found.href), self._around.now)
        if self._around.write:
            yield from self._written(session, calendars, wanted)

    def _told(self, problem: Unreachable, candidates: Sequence[Start]) -> Iterator[Result]:
        """What stopped the requests, as the step that it belongs to."""
        url = candidates[0].url
        if isinstance(problem, NoAnswer) and not self._arrived:
            yield self._silence(problem, url)
            return
        if isinstance(problem, LoginRefused | Forbidden | NoCalDav):
            yield _encryption(url)
        if isinstance(problem, LoginRefused):
            yield steps.login_refused(self._account, self._provider, problem.schemes)
        elif isinstance(problem, Forbidden):
            yield steps.forbidden(self._account, self._provider)
        elif isinstance(problem, NoCalDav):
            yield steps.no_caldav(problem.url, self._provider, problem.status)
        else:
            yield failed(Step.CALDAV, _sentence(problem.problem), problem.hint)

    def _silence(self, problem: NoAnswer, url: str) -> Result:
        host, port = host_and_port(url)
        if is_encrypted(url) and problem.failure in _PERHAPS_TLS:
            fault = tls_fault(url, self._account.ca_file)
            if fault is not TlsFault.OTHER or problem.failure in _SURELY_TLS:
                return steps.bad_tls(host, port, fault)
        if problem.failure in {Failure.DROPPED, Failure.GARBLED}:
            return steps.no_http(host, port)
        return failed(Step.CALDAV, _sentence(problem.problem), problem.hint)

    def _place(self, found: Found) -> Result:
        """Where CalDAV is; a note where that is not where it was said to be."""
        configured = self._account.url
        if configured and urlsplit(configured).path.strip("/") and not _is_below(found.href, configured):
            what = f"There is no CalDAV at {configured}, but at {found.href}."
            return Result(Step.CALDAV, Verdict.NOTE, what, "Set `url` to this address: that saves time.")
        return ok(Step.CALDAV, f"CalDAV is at {found.href}.")

    def _targets(self, calendars: Sequence[Calendar]) -> tuple[Choice, ...]:
        named = [name for name in (self._account.events_to, self._account.tasks_to) if name]
        return tuple(choose(calendars, [name]) for name in named)

    def _written(self, session: Session, calendars: Sequence[Calendar], wanted: Choice) -> Iterator[Result]:
        """An event, and a task where tasks are taken, each where follow-ups would go."""
        for component, named, first in (
            ("VEVENT", self._account.events_to, wanted.calendars),
            ("VTODO", self._account.tasks_to, calendars),
        ):
            places = choose(calendars, [named]).calendars if named else first
            fit = [item for item in places if component in item.components and not item.read_only]
            if fit:
                yield try_to_write(session, fit[0], component, self._around.now.astimezone(UTC))
            elif component == "VEVENT":
                yield failed(Step.WRITE, "There is no calendar that events could be written to.")


def _reachable(candidates: Sequence[Start]) -> Iterator[Result]:
    """Whether there is a server; where the first does not answer, one of the others may (RFC 6764, 6)."""
    if not candidates:
        advice = "Set `url` or `host` for the account."
        yield failed(Step.CONFIGURATION, "It is not known where the calendars are.", advice, steps.CONFIGURATION_CODE)
        return
    servers = {urlsplit(start.url).netloc: start.url for start in reversed(candidates)}
    told: tuple[Result, ...] = ()
    for server in dict.fromkeys(urlsplit(start.url).netloc for start in candidates):
        seen = tuple(reach(servers[server]))
        if seen[-1].verdict is not Verdict.FAILED:
            yield from seen
            return
        told = told or seen
    yield from told


def _encryption(url: str) -> Result:
    if is_encrypted(url):
        return ok(Step.TLS, "The connection is encrypted, and the certificate is good.")
    return Result(Step.TLS, Verdict.NOTE, "The connection is not encrypted, but stays inside this machine.")


def _principal(url: str) -> Result:
    if url:
        return ok(Step.PRINCIPAL, f"The server knows you as {url}.")
    return Result(Step.PRINCIPAL, Verdict.NOTE, "The server does not say who is logged in; that is no harm.")


def _server_time(session: Session, url: str) -> datetime | None:
    """What time it is for the server (RFC 9110, 6.6.1)."""
    try:
        said = parsedate_to_datetime(session.request("OPTIONS", url, safe=True).headers.get("date", ""))
        return said if said.tzinfo else said.replace(tzinfo=UTC)
    except (Unreachable, ValueError, TypeError):
        return None


def _is_below(url: str, configured: str) -> bool:
    return url.rstrip("/").startswith(configured.rstrip("/")) or configured.rstrip("/").startswith(url.rstrip("/"))


def _sentence(problem: str) -> str:
    """The problem of an exception as a sentence of its own."""
    return problem[:1].upper() + problem[1:] + ("" if problem.endswith(".") else ".")
