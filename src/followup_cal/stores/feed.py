"""A published calendar as a store: an https or webcal address that is read and never written.

Such an address is often secret (Google, Outlook, Proton): whoever knows it reads the calendar. It is shown as its host
and `…`, and remembered as a digest only. No login is ever sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from followup_cal.errors import Unreachable, UsageProblem
from followup_cal.identity import is_ours
from followup_cal.scan import Scan, Selection, complete, scan
from followup_cal.stores.caldav import memory as remembering
from followup_cal.stores.caldav.address import canonical, host_of, is_loopback
from followup_cal.stores.caldav.collection import Member
from followup_cal.stores.caldav.faults import LoginRefused
from followup_cal.stores.caldav.memory import Memory, fingerprint
from followup_cal.stores.caldav.session import Answer, Session
from followup_cal.stores.ics_file import COMPONENTS
from followup_cal.stores.objects import pieces
from followup_cal.stores.patch import OURS
from followup_cal.stores.protocol import Contents, Create, Delete, Outcome, Problem, Resource, Update

SCHEMES = frozenset({"http", "https", "webcal", "webcals"})
# How far beyond a selection is looked, so that what comes nearer day by day is known already.
HORIZON = timedelta(days=400)
_OK = 200
_UNCHANGED = 304
_REFUSED = frozenset({401, 403})
_GONE = frozenset({404, 410})
_PUBLISH_AGAIN = "Publish or share the calendar again, and use the new address."


def feed_address(typed: str, *, allow_http: bool = False) -> str:
    """Turns what was typed into the address to fetch: webcal is https.

    Args:
        typed: an address; it is not repeated in messages.
        allow_http: plain http may be fetched from other machines, too.

    Raises:
        UsageProblem: it is no address of a feed, or one that would be read in clear.
    """
    try:
        parts = urlsplit(typed.strip())
        server = parts.hostname
        port = parts.port
    except ValueError:
        raise UsageProblem("The address of the feed is malformed.", "Copy it again, as a whole.") from None
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES or not server or port == 0:
        raise UsageProblem("The address of the feed is malformed.", "It begins with https:// or webcal://.")
    if "@" in parts.netloc:
        raise UsageProblem(
            f"The address of the feed at {server} holds a user name.",
            "Use a published address that needs none, or set up an account.",
        )
    if scheme == "http" and not (allow_http or is_loopback(typed)):
        raise UsageProblem(f"The feed at {server} would be read over plain http.", "Use its https address.")
    return urlunsplit(("http" if scheme == "http" else "https", parts.netloc, parts.path or "/", parts.query, ""))


class Feed:
    """One published calendar.

    Args:
        typed: its address as the user gave it.
        memory: what `memory` gave after an earlier run.
        allow_http: plain http may be fetched from other machines, too.
        session: how to get there; one without a login.

    Raises:
        UsageProblem: as `feed_address`.
    """

    def __init__(
        self,
        typed: str,
        *,
        memory: Mapping[str, Any] | None = None,
        allow_http: bool = False,
        session: Session | None = None,
    ) -> None:
        self._url = feed_address(typed, allow_http=allow_http)
        self._session = session or Session()
        self._memory = remembering.load(memory)
        self._seen: tuple[Resource, ...] | None = None

    @property
    def name(self) -> str:
        """Its host only: the rest may be a secret."""
        return f"{host_of(self._url)}/…"

    @property
    def location(self) -> str:
        """The same for every spelling of the same address, and no way back to it."""
        return "feed:" + blake2b(canonical(self._url).encode(), digest_size=16).hexdigest()

    @property
    def memory(self) -> dict[str, Any] | None:
        """What to remember for the next run, as JSON; None where nothing is worth it."""
        return remembering.dump(self._memory) if self._memory else None

    @property
    def requests(self) -> int:
        """How many HTTP requests have been sent."""
        return self._session.requests

    def close(self) -> None:
        """Ends the connection."""
        self._session.close()

    @property
    def components(self) -> frozenset[str]:
        """What it may hold; nothing can be added."""
        return COMPONENTS

    @property
    def refusal(self) -> str:
        """Why it cannot be written to."""
        return f"{self.name} is a published calendar, which can only be read"

    def read(self, selection: Selection) -> Contents:
        """Reads what the selection asks for; an unchanged calendar is not sent again (RFC 9110, 13).

        Raises:
            Unreachable: it cannot be fetched, or is no calendar.
        """
        known = self._memory if self._memory and self._memory.answers(selection) else None
        answer = self._fetch(_conditions(known))
        if answer.status == _UNCHANGED and known:
            self._seen = _resources(known)
            return Contents(self._seen)
        return self._read(answer, selection)

    def lookup(self, uids: Sequence[str]) -> tuple[Resource, ...]:
        """Looks for entries of our own: a calendar that was published may hold them."""
        if self._seen is None:
            self.read(OURS)
        wanted = set(uids)
        return tuple(item for item in self._seen or () if is_ours(item.href) and item.href in wanted)

    def write(self, writes: Sequence[Create | Update | Delete]) -> tuple[Outcome, ...]:
        """Refuses.

        Raises:
            Unreachable: it can only be read.
        """
        if not writes:
            return ()
        raise Unreachable(self.refusal, "Name another target with --to.")

    def _fetch(self, conditions: Mapping[str, str]) -> Answer:
        try:
            answer = self._session.request(
                "GET", self._url, headers={"Accept": "text/calendar", **conditions}, safe=True
            )
        except LoginRefused:
            raise self._unusable("wants a login", "Use the secret or public address of the calendar.") from None
        if answer.status == _UNCHANGED and conditions:
            return answer
        if answer.status in _REFUSED:
            raise self._unusable("does not give it out", _PUBLISH_AGAIN)
        if answer.status in _GONE:
            raise self._unusable("has no calendar at this address", _PUBLISH_AGAIN)
        if answer.status != _OK:
            raise self._unusable(f"answers {answer.status}", "Try again later.")
        return answer

    def _read(self, answer: Answer, selection: Selection) -> Contents:
        wide = replace(selection, end=selection.end + HORIZON) if selection != OURS else selection
        found = _scanned(answer.body, wide)
        if not found.calendars:
            advice = "Use the address that ends in .ics, not that of the page in the browser."
            raise self._unusable("sent something that is no calendar", advice)
        problems = tuple(Problem(f"{self.name}, line {item.line}", item.what) for item in found.damages)
        self._seen = tuple(piece.resource for piece in pieces(found))
        if selection != OURS:
            self._memory = None if problems else _noted(answer, wide, self._seen)
        return Contents(self._seen, problems, complete=not problems)

    def _unusable(self, what: str, hint: str) -> Unreachable:
        return Unreachable(f"{host_of(self._url)} {what}", hint)


def _scanned(body: bytes, selection: Selection) -> Scan:
    found = scan([body], selection)
    return complete(found, [body]) if found.unfinished else found


def _conditions(known: Memory | None) -> dict[str, str]:
    """Asks for the calendar only if it has changed."""
    if known is None:
        return {}
    tags = {"If-None-Match": known.token, "If-Modified-Since": known.ctag}
    return {name: value for name, value in tags.items() if value}


def _noted(answer: Answer, selection: Selection, resources: Sequence[Resource]) -> Memory | None:
    """What to remember: only what was selected for its words, nothing of the rest of the calendar."""
    tag, changed = answer.headers.get("etag"), answer.headers.get("last-modified")
    if selection.everything or not (tag or changed) or any(_is_binary(item.data) for item in resources):
        return None
    return Memory(
        asked=fingerprint(selection),
        start=selection.start,
        end=selection.end,
        read=selection.start,
        token=tag,
        ctag=changed,
        objects={item.href: Member(item.href, item.etag, item.data) for item in resources},
    )


def _resources(memory: Memory) -> tuple[Resource, ...]:
    return tuple(Resource(item.path, item.etag, item.data or b"") for item in memory.objects.values())


def _is_binary(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
