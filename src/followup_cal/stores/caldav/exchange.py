"""One HTTP request and its answer, on the HTTP session of the caldav package: bounded, without surprises.

No redirect is followed here, nothing is tried again, and no other program's login (netrc) is used.
"""

from __future__ import annotations

import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from followup_cal.stores.caldav.address import host_of
from followup_cal.stores.caldav.faults import Failure, NoAnswer, one_line

if TYPE_CHECKING:
    from caldav.davclient import DAVClient

LONGEST_BODY = 50_000_000
# How many times the time without a sign of life a whole answer may take: one that drips in ends as well.
_PATIENCE = 5
_AS_IT_COMES = -1
_SUCCESS = 2
_ERROR = 400
_HIDDEN = "…".encode()
_CUT_OFF = frozenset({"ChunkedEncodingError", "ContentDecodingError", "IncompleteRead", "StreamConsumedError"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        headers: by name in lower case.
        url: the address that answered in the end, after redirects.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str

    @property
    def ok(self) -> bool:
        """Whether the server did what was asked."""
        return self.status // 100 == _SUCCESS


class Line:
    """Connections to servers, kept alive and shared by threads.

    Args:
        username: None to ask without a login.
        password: goes into the Authorization header and nowhere else.
        ca_file: certificates to trust in place of the machine's.
        timeout: seconds without a sign of life; a whole answer may take five times as long.
    """

    def __init__(self, username: str | None, password: str | None, ca_file: str | None, timeout: float) -> None:
        self._username = username
        self._password = password
        self._ca_file = ca_file
        self._timeout = timeout
        self._client: DAVClient | None = None
        self._logins: dict[str, Any] = {}

    def exchange(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], scheme: str
    ) -> tuple[Answer, int]:
        """Sends one request.

        Args:
            method: e.g. PROPFIND.
            url: canonical.
            body: empty for none.
            headers: without Authorization.
            scheme: basic or digest.

        Returns:
            the answer, and how many HTTP requests it took: Digest may need two.

        Raises:
            NoAnswer: there was none.
        """
        from caldav.lib.http_sync import requests

        from followup_cal import __version__

        client = self._connected(url)
        until = time.monotonic() + _PATIENCE * self._timeout
        try:
            response = client.session.request(
                method, url, data=body, headers={"User-Agent": f"followup-cal/{__version__}", **headers},
                auth=self._login(client, scheme), timeout=self._timeout, verify=self._ca_file or True,
                allow_redirects=False, stream=True,
            )  # fmt: skip
            content = _content(response, until)
        except (requests.exceptions.RequestException, OSError, ValueError) as error:
            failure = _failure(error, url)
        else:
            names = {name.lower(): value for name, value in response.headers.items()}
            status = response.status_code or 0
            if status >= _ERROR:
                content = self._without_password(content)
            return Answer(status, names, content, url), 1 + len(response.history)
        # Raised out here so that the library's exception, which holds the request and its headers, is left behind.
        raise failure

    def _without_password(self, content: bytes) -> bytes:
        """What a server says about a failure is shown to people, and some repeat the request in it."""
        if not self._password:
            return content
        login = b64encode(f"{self._username}:{self._password}".encode())
        return content.replace(login, _HIDDEN).replace(self._password.encode(), _HIDDEN)

    def close(self) -> None:
        """Closes the connections."""
        if self._client is not None:
            self._client.close()

    def _connected(self, url: str) -> DAVClient:
        if self._client is None:
            from caldav.davclient import DAVClient

            self._client = DAVClient(url, enable_rfc6764=False)
        return self._client

    def _login(self, client: DAVClient, scheme: str) -> Any:
        """The library's own login for a scheme; for nobody one that does nothing, or netrc would be asked."""
        if self._username is None:
            return _anonymous
        if scheme not in self._logins:
            client.username, client.password, client.auth_type = self._username, self._password or "", scheme
            client.build_auth_object()
            self._logins[scheme] = client.auth
        return self._logins[scheme]


def _anonymous(request: Any) -> Any:
    return request


def _content(response: Any, until: float) -> bytes:
    """The whole body, or none: a longer one is cut off before it fills the memory, a slow one when time is up."""
    parts = []
    size = 0
    with ExitStack() as unfinished:
        # Or the connection stays open with half an answer in it.
        unfinished.callback(response.close)
        for part in response.iter_content(_AS_IT_COMES):
            size += len(part)
            if size > LONGEST_BODY:
                raise _TooLongError
            if time.monotonic() > until:
                raise _TooSlowError
            parts.append(part)
        unfinished.pop_all()
    return b"".join(parts)


class _TooLongError(ValueError):
    pass


class _TooSlowError(ValueError):
    pass


def _failure(error: Exception, url: str) -> NoAnswer:
    """Finds the innermost reason: the libraries wrap them three times."""
    host = host_of(url)
    reasons = tuple(_reasons(error))
    for kind, failure, problem, hint in _EXPLANATIONS:
        if any(isinstance(reason, kind) for reason in reasons):
            return NoAnswer(failure, problem.format(host=host, why=one_line(str(reasons[-1]))), hint)
    if any(type(reason).__name__ in _CUT_OFF for reason in reasons):
        return NoAnswer(Failure.GARBLED, f"the answer of {host} broke off", "Try again.", maybe_taken=True)
    if any("Timeout" in type(reason).__name__ or isinstance(reason, TimeoutError) for reason in reasons):
        connecting = any(type(reason).__name__ == "ConnectTimeout" for reason in reasons)
        problem = f"{host} does not answer"
        return NoAnswer(Failure.TIMEOUT, problem, "Check the network and try again.", maybe_taken=not connecting)
    if isinstance(reasons[-1], OSError):
        return NoAnswer(Failure.DROPPED, f"{host} closed the connection without an answer", maybe_taken=True)
    return NoAnswer(Failure.ADDRESS, f"the request to {host} could not be made")


_EXPLANATIONS: tuple[tuple[type[Exception], Failure, str, str], ...] = (
    (_TooLongError, Failure.TOO_LONG, "{host} answered with more than 50 MB, which is not read", ""),
    (_TooSlowError, Failure.TIMEOUT, "{host} takes too long over its answer", "Try again later."),
    (
        ssl.SSLCertVerificationError,
        Failure.CERTIFICATE,
        "the certificate of {host} is not trusted: {why}",
        "If it is your own server, name its certificate as ca_file.",
    ),
    (ssl.SSLError, Failure.TLS, "{host} cannot be spoken to in TLS: {why}", "Check the port."),
    (socket.gaierror, Failure.NAME, "there is no server named {host}", "Check the address and the network."),
    (ConnectionRefusedError, Failure.REFUSED, "no server answers at {host} on this port", "Check the address."),
)


def _reasons(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what lies behind it, outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = (error.__cause__, error.__context__, getattr(error, "reason", None), *error.args)
        error = next((item for item in inner if isinstance(item, BaseException)), None)
