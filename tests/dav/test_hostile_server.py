"""A server that means harm: its answers cost no more memory than an honest one's, and nobody else gets the password."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dav.proxy import Reply, proxy
from dav.quirks import Fails
from dav.servers import Server
from followup_cal.stores.caldav.faults import Failure, NoAnswer
from followup_cal.stores.caldav.names import ETAG

MEGABYTE = 1_000_000


def bomb(size: int) -> bytes:
    """Zeros, compressed a thousand times."""
    return gzip.compress(bytes(size))


@contextmanager
def remembering_no_more_than(limit: int) -> Iterator[None]:
    """What runs inside takes no more memory than so many bytes at any time."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < limit


def test_a_bomb_is_not_unpacked(radicale_server: Server) -> None:
    sees = Fails("ANY", Reply(200, {"Content-Encoding": "gzip"}, bomb(400 * MEGABYTE)))
    with (
        remembering_no_more_than(150 * MEGABYTE),
        proxy(radicale_server, [sees]) as front,
        front.server.session() as session,
        pytest.raises(NoAnswer, match="50 MB") as caught,
    ):
        session.request("GET", front.server.url, safe=True)
    assert caught.value.failure is Failure.TOO_LONG


def test_a_million_responses_are_not_taken_apart(radicale_server: Server) -> None:
    body = b'<multistatus xmlns="DAV:">' + b"<response><href>/</href></response>" * 1_000_000 + b"</multistatus>"
    with (
        remembering_no_more_than(150 * MEGABYTE),
        proxy(radicale_server, [Fails("ANY", Reply(207, {}, body))]) as front,
        front.server.session() as session,
        pytest.raises(NoAnswer, match="more than a million elements") as caught,
    ):
        session.propfind(front.server.url, [ETAG], depth=1)
    assert (caught.value.failure, session.requests) == (Failure.GARBLED, 1)


def test_a_listing_of_many_is(radicale_server: Server) -> None:
    status = "<status>HTTP/1.1 200 OK</status>"
    one = f"<response><href>/{{}}.ics</href><propstat><prop><getetag>1</getetag></prop>{status}</propstat></response>"
    body = '<multistatus xmlns="DAV:">' + "".join(one.format(number) for number in range(20_000)) + "</multistatus>"
    with (
        proxy(radicale_server, [Fails("ANY", Reply(207, {}, body.encode()))]) as front,
        front.server.session() as session,
    ):
        assert len(session.propfind(front.server.url, [ETAG], depth=1)) == 20_000
