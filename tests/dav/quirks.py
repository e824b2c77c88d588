"""What real servers do with writes, and networks with everything; where it was seen stands in each docstring."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dav.proxy import DroppedError, Quirk, Reply, Request

_UID = re.compile(rb"(?m)^UID:([^\r\n]+)")


def refused(status: int, condition: str = "", text: str = "", more: str = "") -> Reply:
    """An error as CalDAV servers phrase it."""
    body = '<?xml version="1.0"?><d:error xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
    body += f"<c:{condition}>{more}</c:{condition}>" if condition else ""
    body += f'<s:message xmlns:s="http://sabredav.org/ns">{text}</s:message></d:error>'
    return Reply(status, {"Content-Type": "application/xml"}, body.encode())


def uid_in(data: bytes) -> bytes:
    """The first UID in an object."""
    found = _UID.search(data)
    return found[1].strip() if found else b""


class DropsXProperties(Quirk):
    """mail.ru, Zimbra: properties they do not know are gone."""

    def before(self, request: Request) -> None:
        if request.method == "PUT":
            request.body = re.sub(rb"(?m)^X-[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*", b"", request.body)


class RefusesTasks(Quirk):
    """Google, sabre, Cyrus, Xandikos in a calendar for events."""

    def before(self, request: Request) -> Reply | None:
        if request.method == "PUT" and b"BEGIN:VTODO" in request.body:
            return refused(403, "supported-calendar-component")
        return None


class RefusesEventsWithoutEnd(Quirk):
    """iCloud: 404 for a VEVENT without DTEND."""

    def before(self, request: Request) -> Reply | None:
        if request.method == "PUT" and b"BEGIN:VEVENT" in request.body and b"\nDTEND" not in request.body:
            return Reply(404)
        return None


@dataclass
class KeepsDeletedUids(Quirk):
    """Nextcloud's trash bin (400), Google (409, 403): a UID that was deleted stays taken."""

    answer: Reply
    _gone: set[bytes] = field(default_factory=set)

    def before(self, request: Request) -> Reply | None:
        if request.method == "DELETE":
            there = request.upstream.send(replace(request, method="GET"))
            self._gone.add(uid_in(there.body))
        return self.answer if request.creates and uid_in(request.body) in self._gone else None


@dataclass
class RefusesOnce(Quirk):
    """Somebody else is faster: a create meets what has come there in between."""

    make: Callable[[Request], Reply]
    done: bool = False

    def before(self, request: Request) -> Reply | None:
        if request.creates and not self.done:
            self.done = True
            return self.make(request)
        return None


@dataclass
class TakesUidsTwice(Quirk):
    """sabre, DAViCal: a second object with the same UID is stored (201). `folder` is Radicale's."""

    folder: Path

    def after(self, reply: Reply) -> Reply:
        if reply.request.method == "PUT" and reply.status == 409:
            (self.folder / unquote(urlsplit(reply.request.path).path).lstrip("/")).write_bytes(reply.request.body)
            return Reply(201)
        return reply


class IgnoresIfNoneMatch(Quirk):
    """SOGo: overwrites."""

    def before(self, request: Request) -> None:
        request.headers.pop("if-none-match", None)

    def after(self, reply: Reply) -> Reply:
        return Reply(204, reply.headers) if reply.request.method == "PUT" and reply.status == 201 else reply


class IgnoresIfMatchOnDelete(Quirk):
    """SOGo: deletes whatever stands there."""

    def before(self, request: Request) -> None:
        if request.method == "DELETE":
            request.headers.pop("if-match", None)


@dataclass
class ChangesEtagOnPut(Quirk):
    """sabre and Cyrus withhold it, GMX gives a weak one."""

    weak: bool = False

    def after(self, reply: Reply) -> Reply:
        if reply.request.method == "PUT":
            etag = next((value for name, value in reply.headers.items() if name.lower() == "etag"), "")
            reply.headers = {name: value for name, value in reply.headers.items() if name.lower() != "etag"}
            if self.weak:
                reply.headers["ETag"] = f"W/{etag}"
        return reply


@dataclass
class Fails(Quirk):
    """Answers the first requests of a method with a fault."""

    method: str
    reply: Reply
    times: int = 1

    def before(self, request: Request) -> Reply | None:
        if self.method in {request.method, "ANY"} and self.times > 0:
            self.times -= 1
            return self.reply
        return None


@dataclass
class Closes(Quirk):
    """Closes the connection without an answer: before the request is taken, or after it (SOGo, bad networks)."""

    method: str
    after_taking: bool = False
    times: int = 1

    def before(self, request: Request) -> None:
        if self.method in {request.method, "ANY"} and self.times > 0:
            self.times -= 1
            if self.after_taking:
                request.upstream.send(request)
            raise DroppedError


@dataclass
class Redirects(Quirk):
    """iCloud and every proxy: the calendars live elsewhere."""

    to: str
    status: int = 301

    def before(self, request: Request) -> Reply | None:
        return Reply(self.status, {"Location": self.to.rstrip("/") + request.path})


@dataclass
class CutsAnswers(Quirk):
    """The network: less arrives than was announced; or, with a `clean` cut, the XML just ends."""

    method: str
    times: int = 1
    clean: bool = False

    def after(self, reply: Reply) -> Reply:
        if reply.request.method == self.method and self.times > 0:
            self.times -= 1
            half = len(reply.body) // 2
            return Reply(reply.status, reply.headers, reply.body[:half] if self.clean else reply.body, half)
        return reply


class ForcesNames(Quirk):
    """Google, Zoho: whatever name a PUT has, the object is stored as <UID>.ics."""

    def before(self, request: Request) -> None:
        if request.method == "PUT":
            uid = uid_in(request.body).decode().replace("@", "%40")
            request.path = f"{request.path.rpartition('/')[0]}/{uid}.ics"
