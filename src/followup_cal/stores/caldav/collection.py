"""One calendar collection as the protocol sees it: what is in it, what has changed, what stands there. Nothing is kept.

Members are named by their paths in canonical spelling, whatever host or spelling the server lists them under.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from urllib.parse import urljoin

from followup_cal.stores.caldav import queries
from followup_cal.stores.caldav.address import canonical, last_segment, path_of
from followup_cal.stores.caldav.faults import NoAnswer, Refused
from followup_cal.stores.caldav.multistatus import Found, Multistatus
from followup_cal.stores.caldav.names import CALENDAR_DATA, COLLECTION_TAG, ETAG, SYNC_TOKEN
from followup_cal.stores.caldav.session import Answer, Session, refusal

# Zoho fails from the 101st on, Radicale from the 10,000th.
BATCH = 50
_OK = 200
_GONE = frozenset({404, 410})
_TRUNCATED = 507
_MOST_PAGES = 200
_NO_ETAG = "data-"


@dataclass(frozen=True, slots=True)
class Member:
    """One calendar object.

    Attributes:
        path: in canonical spelling.
        etag: as the server gives it; where it gives none, a digest of the data (`has_etag`).
        data: None where the server left it out, or where it is of no use.
        damage: what is wrong with it, where nothing else of it is kept.
    """

    path: str
    etag: str
    data: bytes | None = field(default=None, repr=False)
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a direct look found.

    Attributes:
        members: with data, by the path that was asked for, whatever path the server answered with.
        failed: path -> why nobody knows whether it is there.
    """

    members: dict[str, Member]
    failed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since a sync token.

    Attributes:
        changed: path -> etag, of new and changed members.
        gone: paths of removed members.
        token: stands for the state afterwards.
    """

    changed: dict[str, str]
    gone: frozenset[str]
    token: str


def has_etag(etag: str) -> bool:
    """Whether an etag is the server's own, so that it can be named in If-Match."""
    return not etag.startswith(_NO_ETAG)


def same_etag(one: str, other: str) -> bool:
    """Whether two ETags stand for the same state; GMX calls one weak on PUT and strong on GET."""
    return one.removeprefix("W/") == other.removeprefix("W/")


class Collection:
    """A calendar on a server.

    Args:
        session: how to get there.
        url: of the collection.
    """

    def __init__(self, session: Session, url: str) -> None:
        self._session = session
        self.url = canonical(url if url.endswith("/") else url + "/")
        self.path = path_of(self.url)

    def sync_token(self) -> str | None:
        """What stands for the present state (RFC 6578, 4); None where the server has no such thing."""
        return self._tag(SYNC_TOKEN)

    def ctag(self) -> str | None:
        """The older thing for servers without sync tokens. Not asked for beside one: it doubles Radicale's work."""
        return self._tag(COLLECTION_TAG)

    def listing(self) -> dict[str, str]:
        """Path -> etag of all members."""
        found = self._session.propfind(self.url, [ETAG], depth=1)
        return {path_of(item.href): item.etag for item in found if self._is_member(item) and item.status == _OK}

    def in_window(self, component: str, start: datetime, end: datetime) -> tuple[Member, ...]:
        """All members of a component type that touch a window; `data` may be missing (Google)."""
        return self._members(self._session.report(self.url, queries.time_range(component, start, end), depth=1))

    def with_uid(self, component: str, uid: str) -> tuple[Member, ...]:
        """What the server calls a search for a UID: may hold anything, or nothing."""
        return self._members(self._session.report(self.url, queries.with_uid(component, uid), depth=1))

    def changes(self, token: str) -> Changes:
        """What has changed since a token, page by page (RFC 6578, 3.6).

        Raises:
            Refused: the server doesn't know the token any more, or has no such report.
        """
        changed: dict[str, str] = {}
        gone: set[str] = set()
        for _ in range(_MOST_PAGES):
            page = self._session.report(self.url, queries.changes(token), depth=0)
            for item in page.found:
                if not self._is_member(item):
                    continue
                path = path_of(item.href)
                if item.status in _GONE:
                    gone.add(path)
                    changed.pop(path, None)
                else:
                    changed[path] = item.etag
                    gone.discard(path)
            ends = not any(item.status == _TRUNCATED for item in page.found)
            if ends or page.sync_token in {None, token}:
                return Changes(changed, frozenset(gone), page.sync_token if ends and page.sync_token else "")
            token = page.sync_token or token
        return Changes(changed, frozenset(gone), "")

    def fetch(self, paths: Iterable[str]) -> Fetched:
        """Looks directly at members, in batches; one by one where the server gets that wrong."""
        wanted = list(dict.fromkeys(paths))
        fetched = Fetched({}, {})
        for first in range(0, len(wanted), BATCH):
            batch = wanted[first : first + BATCH]
            for path in self._multiget(batch, fetched.members):
                self._get(path, fetched)
        return fetched

    def put(self, path: str, data: bytes, *, etag: str | None) -> Answer:
        """Writes a member: a new one where no etag is given, else the one that still has it (RFC 4791, 5.3.2)."""
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        if etag is None:
            headers["If-None-Match"] = "*"
        elif has_etag(etag):
            headers["If-Match"] = etag
        return self._session.request("PUT", self.address(path), data, headers, safe=False)

    def delete(self, path: str, etag: str) -> Answer:
        """Removes a member that still has an etag. Sent twice it finds nothing the second time, so it is safe."""
        headers = {"If-Match": etag} if has_etag(etag) else {}
        return self._session.request("DELETE", self.address(path), headers=headers, safe=True)

    def address(self, path: str) -> str:
        """The full address of a member."""
        return urljoin(self.url, path)

    def place(self, name: str) -> str:
        """The path that a member of a name has, or would have; `name` is free of odd characters."""
        return self.path + name

    def _tag(self, name: str) -> str | None:
        for item in self._session.propfind(self.url, [name], depth=0):
            if text := (item.text(name) or "").strip():
                return text
        return None

    def _is_member(self, item: Found) -> bool:
        """Some servers list the collection among its members (iCloud)."""
        path = path_of(item.href)
        return path.rstrip("/") != self.path.rstrip("/") and not path.endswith("/")

    def _members(self, answer: Multistatus) -> tuple[Member, ...]:
        return tuple(_member(item) for item in answer.found if item.status == _OK and self._is_member(item))

    def _multiget(self, batch: Sequence[str], members: dict[str, Member]) -> Iterator[str]:
        """Looks at a batch; returns the paths about which the answer leaves a doubt."""
        try:
            answer = self._session.report(self.url, queries.multiget(batch), depth=0)
        except Refused:
            # Debian's old sabre answers 404 to the whole report for one missing member.
            yield from batch
            return
        asked = {last_segment(path): path for path in batch}
        doubtful = answer.nameless > 0
        silent = dict.fromkeys(batch)
        for item in answer.found:
            path = path_of(item.href)
            path = path if path in silent else asked.get(last_segment(item.href), path)
            member = _member(item)
            if item.status in _GONE or (item.status == _OK and member.data):
                silent.pop(path, None)
                if member.data and item.status == _OK:
                    members[path] = Member(path, member.etag, member.data)
            else:
                doubtful = True
        if doubtful:
            yield from silent

    def _get(self, path: str, fetched: Fetched) -> None:
        try:
            answer = self._session.request("GET", self.address(path), safe=True)
        except NoAnswer as error:
            fetched.failed[path] = error.problem
            return
        if answer.ok and answer.body:
            etag = answer.headers.get("etag") or _digest(answer.body)
            fetched.members[path] = Member(path, etag, answer.body)
        elif answer.ok:
            fetched.failed[path] = "the server hands out nothing for it"
        elif answer.status not in _GONE:
            fetched.failed[path] = refusal(answer).problem


def _member(item: Found) -> Member:
    text = item.text(CALENDAR_DATA) or ""
    data = text.encode() if text.strip() else None
    return Member(path_of(item.href), item.etag or (_digest(data) if data else ""), data)


def _digest(data: bytes) -> str:
    return _NO_ETAG + blake2b(data, digest_size=16).hexdigest()
