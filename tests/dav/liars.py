"""What real servers say of a calendar that isn't so; where it was seen stands in each docstring."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dav.proxy import Quirk, Reply, Request
from dav.quirks import refused

_RESPONSE = re.compile(rb"<(?:\w+:)?response>.*?</(?:\w+:)?response>", re.DOTALL)
_HREF = re.compile(rb"(<(?:\w+:)?href>)([^<]*)(</)")
_DATA = re.compile(rb"(<(?:\w+:)?calendar-data[^>]*>)[^<]*(</)")
_TOKEN = re.compile(rb"(<(?:\w+:)?sync-token>)[^<]*(</)")
_ETAG = re.compile(rb"<(?:\w+:)?getetag>[^<]*</(?:\w+:)?getetag>")
_END = re.compile(rb"</(?:\w+:)?multistatus>")


class HasNoEtags(Quirk):
    """Nextcloud's calendars of apps: objects without ETag."""

    def after(self, reply: Reply) -> Reply:
        headers = {name: value for name, value in reply.headers.items() if name.lower() != "etag"}
        return Reply(reply.status, headers, _ETAG.sub(b"", reply.body))


@dataclass
class ForgetsTokens(Quirk):
    """Every server after a while: 403 by RFC 6578, 412 on Xandikos, others elsewhere."""

    status: int

    def before(self, request: Request) -> Reply | None:
        if request.report == "sync-collection":
            return refused(self.status, "valid-sync-token" if self.status == 403 else "")
        return None


class ListsEverything(Quirk):
    """DAViCal, iCloud: to a forgotten token the answer is a list of all members."""

    def before(self, request: Request) -> None:
        if request.report == "sync-collection":
            request.body = _TOKEN.sub(rb"\1\2", request.body)


@dataclass
class HasSecondTokens(Quirk):
    """SOGo: tokens and ctags are seconds, and a change within the second does not show."""

    token: str = "1767225600"  # noqa: S105 - a sync token

    def after(self, reply: Reply) -> Reply:
        reply.body = _TOKEN.sub(rb"\g<1>%s\2" % self.token.encode(), reply.body)
        return reply


class HasNoTokens(Quirk):
    """Old sabre, Synology, Yahoo: only a ctag."""

    def before(self, request: Request) -> Reply | None:
        if request.report == "sync-collection":
            return Reply(403)
        if request.method == "PROPFIND":
            request.body = re.sub(rb"<(\w+:)?sync-token/>", rb"<\1no-such-thing/>", request.body)
        return None


class LeavesDataOut(Quirk):
    """Google: a search returns objects without their data."""

    def after(self, reply: Reply) -> Reply:
        if reply.request.report == "calendar-query":
            reply.body = _DATA.sub(rb"\1\2", reply.body)
        return reply


@dataclass
class SpoilsMultiget(Quirk):
    """Debian's sabre 1.8 answers 404 to the whole; iCloud gave no hrefs in 2017; others forget the data."""

    way: str

    def before(self, request: Request) -> Reply | None:
        return Reply(404) if request.report == "calendar-multiget" and self.way == "404" else None

    def after(self, reply: Reply) -> Reply:
        if reply.request.report == "calendar-multiget" and self.way == "nameless":
            reply.body = _HREF.sub(rb"\1\3", reply.body)
        if reply.request.report == "calendar-multiget" and self.way == "dataless":
            reply.body = _DATA.sub(rb"\1\2", reply.body)
        return reply


class HidesMissing(Quirk):
    """sabre 4.7, DAViCal: what is not there is left out of a multiget."""

    def after(self, reply: Reply) -> Reply:
        if reply.request.report == "calendar-multiget":
            reply.body = _RESPONSE.sub(lambda found: b"" if b" 404 " in found[0] else found[0], reply.body)
        return reply


@dataclass
class SpellsOddly(Quirk):
    """Hrefs absolute on a host nobody knows, with double slashes and `@` (Posteo, proxies, double encoding)."""

    host: str = "http://internal.invalid:8080"

    def after(self, reply: Reply) -> Reply:
        def odd(found: re.Match[bytes]) -> bytes:
            path = found[2].replace(b"%40", b"@").replace(b"/", b"//")
            return found[1] + self.host.encode() + path + found[3]

        if reply.status == 207:
            reply.body = _HREF.sub(odd, reply.body)
        return reply


@dataclass
class Pages(Quirk):
    """Google: a sync answer in pages of a few, each with a 507 entry for the collection (RFC 6578, 3.6)."""

    size: int
    _left: list[bytes] = field(default_factory=list)

    def before(self, request: Request) -> Reply | None:
        if request.report == "sync-collection" and b">page<" in request.body:
            return Reply(207, {"Content-Type": "application/xml"}, self._next(request))
        return None

    def after(self, reply: Reply) -> Reply:
        if reply.request.report == "sync-collection" and reply.status == 207 and b">page<" not in reply.request.body:
            self._left = [reply.body]
            reply.body = self._next(reply.request)
        return reply

    def _next(self, request: Request) -> bytes:
        body = self._left.pop()
        responses = _RESPONSE.findall(body)
        later = responses[self.size :]
        if not later:
            return body
        self._left.append(_RESPONSE.sub(lambda found: found[0] if found[0] in later else b"", body))
        page = _RESPONSE.sub(lambda found: b"" if found[0] in later else found[0], body)
        href = request.path.encode()
        full = b'<x:response xmlns:x="DAV:"><x:href>%s</x:href><x:status>HTTP/1.1 507 -</x:status></x:response>' % href
        return _TOKEN.sub(rb"\1page\2", _END.sub(lambda found: full + found[0], page))


@dataclass
class Garbles(Quirk):
    """A broken object among the others: what stands there is no calendar."""

    name: str
    data: bytes = b"(null)"

    def after(self, reply: Reply) -> Reply:
        if reply.status == 207:
            reply.body = _RESPONSE.sub(self._garbled, reply.body)
        return reply

    def _garbled(self, found: re.Match[bytes]) -> bytes:
        if self.name.encode() in found[0]:
            return _DATA.sub(rb"\g<1>%s\2" % self.data, found[0])
        return found[0]
