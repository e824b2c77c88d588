"""What can go wrong between us and a server, as exceptions that say it in a sentence.

All of them are `Unreachable`, so whoever doesn't care for the difference need not. None ever holds a password, a header
or the library's own exception, which would hold the request.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from followup_cal.errors import Unreachable

_LONGEST_QUOTE = 200
_TAG = re.compile(r"<[^>]*>")


class Failure(Enum):
    """Why there was no answer."""

    NAME = "name"
    REFUSED = "refused"
    CERTIFICATE = "certificate"
    TLS = "tls"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    SERVER = "server"
    TOO_LONG = "too-long"
    GARBLED = "garbled"
    ADDRESS = "address"


class NoAnswer(Unreachable):
    """There was no answer, or none that can be used.

    Attributes:
        failure: what kind of trouble.
        maybe_taken: the request may have been carried out all the same.
    """

    def __init__(self, failure: Failure, problem: str, hint: str = "", *, maybe_taken: bool = False) -> None:
        super().__init__(problem, hint)
        self.failure = failure
        self.maybe_taken = maybe_taken


class LoginRefused(Unreachable):
    """The server does not accept the user name and password (401). Never tried again: servers lock accounts out.

    Attributes:
        schemes: the WWW-Authenticate schemes it offers, lower case.
        server: what it calls itself, empty where it doesn't tell.
    """

    def __init__(self, problem: str, hint: str, *, schemes: frozenset[str] = frozenset(), server: str = "") -> None:
        super().__init__(problem, hint)
        self.schemes = schemes
        self.server = server


class Busy(Unreachable):
    """The server asks to come back later (429, 503), and later than we wait."""


class ForeignHost(Unreachable):
    """A redirect or an address that leads to another domain: the password is not sent there unasked.

    Attributes:
        host: where the login belongs.
        foreign: where it would be sent; `Session.trust` allows it.
        url: the address it leads to.
    """

    def __init__(self, host: str, foreign: str, url: str) -> None:
        super().__init__(
            f"{host} leads to {foreign}, another domain; the password was not sent there",
            f"If {foreign} belongs to your provider, name it as the address of the account.",
        )
        self.host = host
        self.foreign = foreign
        self.url = url


class Refused(Unreachable):
    """The server answers and says no.

    Attributes:
        status: the HTTP status.
        conditions: local names of the preconditions it names in DAV:error, e.g. valid-sync-token (RFC 4918, 16).
        text: what it says in words, one line.
        server: what it calls itself, empty where it doesn't tell.
    """

    def __init__(self, problem: str, *, status: int, conditions: frozenset[str], text: str, server: str = "") -> None:
        super().__init__(problem)
        self.status = status
        self.conditions = conditions
        self.text = text
        self.server = server


def one_line(text: str) -> str:
    """What a server says, fit to be shown: no tags, no control characters, one line, cut at 200 characters."""
    bare = _TAG.sub(" ", text)
    visible = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in bare)
    line = " ".join(visible.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"
