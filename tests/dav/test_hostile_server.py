"""A server that means harm: its answers cost no more memory than an honest one's, and nobody else gets the password."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from dav.proxy import Reply, proxy
from dav.quirks import Fails
from dav.servers import Server
from followup_cal.stores.caldav.faults import Failure, NoAnswer

MEGABYTE = 1_000_000


def bomb(size: int) -> bytes:
    """Zeros, compressed a thousand times."""
    return gzip.compress(bytes(size))


def test_a_bomb_is_not_unpacked(radicale_server: Server) -> None:
    sees = Fails("ANY", Reply(200, {"Content-Encoding": "gzip"}, bomb(400 * MEGABYTE)))
    tracemalloc.start()
    try:
        with (
            proxy(radicale_server, [sees]) as front,
            front.server.session() as session,
            pytest.raises(NoAnswer, match="50 MB") as caught,
        ):
            session.request("GET", front.server.url, safe=True)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.failure is Failure.TOO_LONG
    assert peak < 150 * MEGABYTE
