"""Requests to CalDAV servers that survive what servers and networks do, and that never give a password away.

    with Session("dana", "secret") as session:
        found = session.propfind("https://dav.example.org/", [CURRENT_USER_PRINCIPAL], depth=0)

The password is sent ahead of being asked for (Basic), only encrypted or to this machine, and only to the registered
domain that the session began with. A wrong one is tried once.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self

from followup_cal.errors import Unreachable
from followup_cal.stores.caldav.address import canonical, host_of, is_encrypted, is_loopback, same_site
from followup_cal.stores.caldav.exchange import Answer, Line
from followup_cal.stores.caldav.faults import (
    Busy,
    Failure,
    ForeignHost,
    LoginRefused,
    NoAnswer,
    Refused,
    one_line,
)
from followup_cal.stores.caldav.multistatus import Found, Multistatus, conditions, multistatus, words
from followup_cal.stores.caldav.patience import ATTEMPTS, LONGEST_WAIT, pause, retry_after
from followup_cal.stores.caldav.queries import propfind as propfind_body

__all__ = ["Answer", "Found", "Multistatus", "Session"]

UNAUTHORIZED = 401
MULTISTATUS = 207
_REDIRECTS = frozenset({301, 302, 307, 308})
_BUSY = frozenset({429, 503})
_FORBIDDEN = 403
_QUOTA = re.compile(rb"usageLimits|rateLimitExceeded", re.IGNORECASE)
# Google counts an API that is switched off among the usage limits, too; waiting does not switch it on.
_SWITCHED_OFF = re.compile(rb"accessNotConfigured|SERVICE_DISABLED", re.IGNORECASE)
_FAULTS = frozenset({500, 502, 504})
# A timeout is none of them: a server that is slow with a big calendar isn't helped by a second request.
_PASSING = frozenset({Failure.DROPPED, Failure.GARBLED})
_MOST_REDIRECTS = 5
_XML = {"Content-Type": "application/xml; charset=utf-8"}


class Session:
    """A login and the connections it is used on. Safe to share between threads.

    Args:
        username: None to ask without a login.
        password: the secret for it.
        auth: basic, digest, bearer (RFC 6750: the password is a token), or None for Basic unless the server offers
            Digest only.
        ca_file: a file of certificates to trust in place of the machine's.
        allow_http: the password may be sent unencrypted to a server on this machine.
        timeout: seconds without a sign of life after which a request has failed; five times as many for all of it.
        sleep: how to wait.
    """

    def __init__(
        self,
        username: str | None = None,
        password: str | None = None,
        *,
        auth: str | None = None,
        ca_file: str | None = None,
        allow_http: bool = False,
        timeout: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._line = Line(username, password, ca_file, timeout)
        self._has_login = username is not None
        self._scheme = auth or "basic"
        self._may_switch = auth is None and self._has_login
        self._allow_http = allow_http
        self._sleep = sleep
        self._trusted: tuple[str, ...] = ()
        self._lock = threading.Lock()
        self._requests = 0

    @property
    def requests(self) -> int:
        """How many HTTP requests have been sent, repeated and redirected ones included."""
        return self._requests

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._line.close()

    def trust(self, url: str) -> None:
        """Lets the password go to the registered domain of an address too: the user has agreed to a `ForeignHost`."""
        with self._lock:
            self._trusted = (*self._trusted, canonical(url))

    def request(
        self, method: str, url: str, body: bytes | str = b"", headers: Mapping[str, str] | None = None, *, safe: bool
    ) -> Answer:
        """Sends a request and follows redirects with method and body kept.

        Args:
            method: e.g. PUT.
            url: http or https; the first one decides which registered domain gets the password.
            body: text is sent as UTF-8.
            headers: beside those that every request has.
            safe: the request can be sent twice without harm. One that cannot is never repeated after a fault behind
                which it may have been carried out.

        Returns:
            the answer of any status but 401, 429 and 503, and for a safe request but 500, 502 and 504.

        Raises:
            LoginRefused: 401.
            Busy: the server asks to wait for longer than a minute in all.
            ForeignHost: it leads to another domain.
            NoAnswer: no connection, a broken one, or a server fault that three attempts did not get over.
            Unreachable: it would send the password unencrypted.
        """
        try:
            target = canonical(url)
        except ValueError as error:
            raise NoAnswer(Failure.ADDRESS, f"{one_line(url)} is not an address of a server") from error
        data = body.encode() if isinstance(body, str) else body
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(target)
            answer = self._repeated(method, target, data, headers or {}, safe=safe)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                return answer
            target = self._next(answer)
        raise NoAnswer(Failure.ADDRESS, f"{host_of(url)} redirects in a circle", "Check the address.")

    def wait(self, attempt: int) -> None:
        """Waits before a request is sent again by its caller; the first time `attempt` is 0."""
        self._sleep(pause(attempt))

    def propfind(self, url: str, props: Iterable[str], depth: int) -> tuple[Found, ...]:
        """Asks for properties (RFC 4918, 9.1).

        Args:
            url: the resource.
            props: names in Clark notation, e.g. those of `names`.
            depth: 0, or 1 for its members too.

        Raises:
            Refused: the answer is no 207.
            Unreachable: as `request`.
        """
        answer = self.request("PROPFIND", url, propfind_body(props), {**_XML, "Depth": str(depth)}, safe=True)
        return self._multistatus(answer).found

    def report(self, url: str, xml: bytes, depth: int) -> Multistatus:
        """Asks for a report (RFC 3253, 3.6).

        Args:
            url: the collection.
            xml: one of `queries`.
            depth: as the report wants it.

        Raises:
            Refused: the answer is no 207.
            Unreachable: as `request`.
        """
        return self._multistatus(self.request("REPORT", url, xml, {**_XML, "Depth": str(depth)}, safe=True))

    def _multistatus(self, answer: Answer) -> Multistatus:
        if answer.status != MULTISTATUS:
            raise refusal(answer)
        try:
            return multistatus(answer.body, answer.url)
        except ValueError as error:
            problem = f"the answer of {host_of(answer.url)} cannot be read: {error}"
        raise NoAnswer(Failure.GARBLED, problem, "Check the address, then try again.")

    def _check(self, url: str) -> None:
        """Refuses to take the password to where it must not go."""
        if not self._has_login:
            return
        with self._lock:
            self._trusted = self._trusted or (url,)
            trusted = self._trusted
        if not any(same_site(url, other) for other in trusted):
            raise ForeignHost(host_of(trusted[0]), host_of(url), url)
        if is_encrypted(url):
            return
        if not is_loopback(url):
            problem = f"the password is not sent to {host_of(url)} over plain http"
            raise Unreachable(problem, "Use the https address of the server.")
        if not self._allow_http:
            problem = f"the password is not sent to {host_of(url)} over plain http unless you allow it"
            raise Unreachable(problem, "Set allow_http = true for a server on this machine.")

    def _next(self, answer: Answer) -> str:
        try:
            target = canonical(answer.headers["location"], answer.url)
        except ValueError:
            target = ""
        if not target:
            raise NoAnswer(Failure.ADDRESS, f"{host_of(answer.url)} redirects to what is no address")
        if is_encrypted(answer.url) and not is_encrypted(target):
            raise Unreachable(f"{host_of(answer.url)} leads from https to plain http; not followed")
        return target

    def _repeated(self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, safe: bool) -> Answer:
        """Waits where the server asks for it, and gets over faults where that does no harm."""
        waited, waits, attempt = 0.0, 0, 0
        while True:
            try:
                answer = self._logged_in(method, url, body, headers)
            except NoAnswer as failure:
                attempt += 1
                if not safe or failure.failure not in _PASSING or attempt >= ATTEMPTS:
                    raise
                self._sleep(pause(attempt - 1))
                continue
            if _is_busy(answer):
                seconds = retry_after(answer.headers, waits)
                if waited + seconds > LONGEST_WAIT:
                    raise _busy(answer, seconds)
                waited, waits = waited + seconds, waits + 1
                self._sleep(seconds)
            elif answer.status in _FAULTS and safe:
                attempt += 1
                if attempt >= ATTEMPTS:
                    problem = f"{host_of(url)} has an error of its own ({answer.status})"
                    raise NoAnswer(Failure.SERVER, problem, "Try again later.", maybe_taken=True)
                self._sleep(pause(attempt - 1))
            else:
                return answer

    def _logged_in(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        scheme = self._scheme
        answer = self._counted(method, url, body, headers, scheme)
        if answer.status != UNAUTHORIZED:
            return answer
        if self._may_switch and scheme == "basic" and _schemes(answer) == {"digest"}:
            # Baikal accepts Digest only, unless it is told otherwise.
            self._scheme = "digest"
            answer = self._counted(method, url, body, headers, "digest")
        if answer.status == UNAUTHORIZED:
            raise self._login_refused(answer)
        return answer

    def _counted(self, method: str, url: str, body: bytes, headers: Mapping[str, str], scheme: str) -> Answer:
        with self._lock:
            self._requests += 1
        answer, sent = self._line.exchange(method, url, body, headers, scheme)
        with self._lock:
            self._requests += sent - 1
        return answer

    def _login_refused(self, answer: Answer) -> LoginRefused:
        problem = f"{host_of(answer.url)} does not accept the user name or the password"
        hint = "Many providers want an app password in place of your own."
        if not self._has_login:
            problem, hint = f"{host_of(answer.url)} wants a login", "Set a user name and a password."
        server = one_line(answer.headers.get("server", ""))
        return LoginRefused(problem, hint, schemes=_schemes(answer), server=server)


def refusal(answer: Answer) -> Refused:
    """Says what a server said no to."""
    names, _ = conditions(answer.body)
    said = words(answer.body)
    problem = f"{host_of(answer.url)} refused this ({answer.status}" + (f": {said})" if said else ")")
    server = one_line(answer.headers.get("server", ""))
    return Refused(problem, status=answer.status, conditions=names, text=said, server=server)


def _schemes(answer: Answer) -> frozenset[str]:
    """The ways of logging in that a 401 offers."""
    names = re.findall(r"\b(basic|digest|bearer|negotiate)\b", answer.headers.get("www-authenticate", "").lower())
    return frozenset(names)


def _is_busy(answer: Answer) -> bool:
    """Whether the server asks to slow down; Google does so with a 403, too."""
    if answer.status == _FORBIDDEN:
        return bool(_QUOTA.search(answer.body)) and not _SWITCHED_OFF.search(answer.body)
    return answer.status in _BUSY


def _busy(answer: Answer, seconds: float) -> Busy:
    host = host_of(answer.url)
    if "retry-after" in answer.headers:
        return Busy(f"{host} asks to wait for {seconds:.0f} seconds", "Try again later.")
    return Busy(f"{host} is too busy to answer ({answer.status})", "Try again later.")
