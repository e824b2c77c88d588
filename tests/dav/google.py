"""Google as providers.md (A1) has it, on loopback: an OAuth server, and its CalDAV rules in front of a real server."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from dav.loopback import Reply as Page
from dav.loopback import Request as Asked
from dav.loopback import web
from dav.proxy import Proxy, Quirk, Reply, Request, proxy
from dav.quirks import refused
from dav.servers import PASSWORD, USER, Server

REFRESH = "refresh-1"
NOT_ENABLED = (
    b'{"error": {"code": 403, "message": "CalDAV API has not been used in project 12345 before or it is disabled.", '
    b'"errors": [{"domain": "usageLimits", "reason": "accessNotConfigured"}]}}'
)
_TRIGGER = re.compile(rb"(?m)^TRIGGER(?:;[^:\r\n]*)?:([^\r\n]+)")
_BEFORE_START = re.compile(rb"PT0S|-P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)")


@dataclass
class Google:
    """A Google of one's own.

    Attributes:
        caldav: what answers as its CalDAV.
        client: the file that its console would offer.
        decide: the user's hand in the browser: the parameters of the page -> those of the answer.
        testing: the consent screen is in "Testing": the login ends after seven days.
        ended: no login is accepted any more.
        asked: the parameters of every page shown, and of every token asked for.
    """

    caldav: Proxy
    client: Path
    decide: Callable[[dict[str, str]], dict[str, str]]
    testing: bool = False
    ended: bool = False
    unknown_client: bool = False
    enabled: bool = True
    scope: str = "https://www.googleapis.com/auth/calendar"
    tokens: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    challenge: str = ""

    def browse(self, url: str, *_: object) -> bool:
        """Stands in for webbrowser.open: the page redirects to the loopback address, as the user's browser does."""
        page = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.asked.append(page)
        self.challenge = page.get("code_challenge", "")
        target = page["redirect_uri"]
        answer = f"{target}?{urlencode(self.decide(page))}"
        threading.Thread(target=lambda: _open(answer), daemon=True).start()
        return True

    def answer(self, request: Asked) -> Page:
        """The token endpoint."""
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        self.asked.append(form)
        if self.unknown_client:
            return _json(401, {"error": "invalid_client", "error_description": "The OAuth client was not found."})
        if form["grant_type"] == "refresh_token":
            if self.ended or form["refresh_token"] != REFRESH:
                gone = "Token has been expired or revoked."
                return _json(400, {"error": "invalid_grant", "error_description": gone})
            return _json(200, self._token())
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if form["code"] != "code-1" or proof != self.challenge:
            return _json(400, {"error": "invalid_grant", "error_description": "Malformed auth code."})
        ending = {"refresh_token_expires_in": 604799} if self.testing else {}
        return _json(200, {**self._token(), "refresh_token": REFRESH, **ending})

    def _token(self) -> dict[str, object]:
        self.tokens.append(f"access-{len(self.tokens) + 1}")
        return {"access_token": self.tokens[-1], "expires_in": 3599, "token_type": "Bearer", "scope": self.scope}


def agree(page: dict[str, str]) -> dict[str, str]:
    """The user chooses Continue."""
    return {"state": page["state"], "code": "code-1", "scope": page["scope"]}


def _open(url: str) -> None:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        connection.getresponse().read()
    finally:
        connection.close()


def _json(status: int, content: dict[str, object]) -> Page:
    return Page(status, {"Content-Type": "application/json"}, json.dumps(content).encode())


@dataclass
class TakesTokens(Quirk):
    """Only the newest access token opens the calendars; a password never does."""

    google: Google

    def before(self, request: Request) -> Reply | None:
        if request.headers.get("authorization") != f"Bearer {(self.google.tokens or ['none'])[-1]}":
            return Reply(401, {"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'}, b"login required")
        if not self.google.enabled:
            return Reply(403, {"Content-Type": "application/json"}, NOT_ENABLED)
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request.headers["authorization"] = f"Basic {login}"
        return None


class HasLimits(Quirk):
    """No tasks; at most five reminders, 0 to 40320 minutes before the start; no calendars are made."""

    def before(self, request: Request) -> Reply | None:
        if request.method == "MKCALENDAR":
            return Reply(405)
        if request.method != "PUT":
            return None
        if b"BEGIN:VTODO" in request.body:
            return refused(403, "supported-calendar-component")
        triggers = _TRIGGER.findall(request.body)
        if len(triggers) > 5 or any(not 0 <= _minutes(item.strip()) <= 40320 for item in triggers):
            return Reply(400)
        return None


def _minutes(trigger: bytes) -> float:
    """How long before the start; -1 where it is after it or at a fixed time."""
    found = _BEFORE_START.fullmatch(trigger)
    if not found:
        return -1
    units = (10080, 1440, 60, 1, 1 / 60)
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), units, strict=True))


@contextmanager
def google(server: Server, folder: Path) -> Iterator[Google]:
    """Puts Google in front of a server."""
    with proxy(server) as front:
        running = Google(front, folder / "client_secret_1.json", agree)
        front.quirks += [TakesTokens(running), HasLimits()]
        with web(running.answer) as site:
            # The console's files name both addresses, which is how this Google is found.
            client = {
                "client_id": "1234.apps.example",
                "client_secret": "not-so-secret",
                "auth_uri": f"{site.url}auth",
                "token_uri": f"{site.url}token",
                "redirect_uris": ["http://localhost"],
            }
            running.client.write_text(json.dumps({"installed": client}))
            yield running
