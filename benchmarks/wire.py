"""A wire of a certain length between a client and a server on this machine; counts what goes through it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue

_CHUNK = 1 << 16


@dataclass
class Wire:
    """What went through.

    Attributes:
        port: where clients connect.
        delay: seconds from one end to the other.
        connections: how many were opened.
        size: bytes in both directions.
    """

    port: int
    delay: float
    connections: int = 0
    size: int = 0

    def forget(self) -> None:
        """Counts from nought again."""
        self.connections = self.size = 0


@contextmanager
def wire(port: int, delay: float = 0.0) -> Iterator[Wire]:
    """Lays a wire to a port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        laid = Wire(listener.getsockname()[1], delay)
        accepting = threading.Thread(target=_accept, args=(listener, port, laid), daemon=True)
        accepting.start()
        try:
            yield laid
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()


def _accept(listener: socket.socket, port: int, laid: Wire) -> None:
    calls = []
    with suppress(OSError):
        while True:
            near, _ = listener.accept()
            laid.connections += 1
            calls.append(threading.Thread(target=_connect, args=(near, port, laid), daemon=True))
            calls[-1].start()
    for call in calls:
        call.join()


def _connect(near: socket.socket, port: int, laid: Wire) -> None:
    """Passes on what comes from either end until both have hung up."""
    with near, socket.create_connection(("127.0.0.1", port)) as far:
        threads = []
        for end, other in ((near, far), (far, near)):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            under_way: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
            threads += [
                threading.Thread(target=_take, args=(end, under_way, laid), daemon=True),
                threading.Thread(target=_give, args=(other, under_way), daemon=True),
            ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _take(end: socket.socket, under_way: SimpleQueue[tuple[float, bytes]], laid: Wire) -> None:
    data = b"?"
    while data:
        try:
            data = end.recv(_CHUNK)
        except OSError:
            data = b""
        laid.size += len(data)
        under_way.put((time.monotonic() + laid.delay, data))


def _give(end: socket.socket, under_way: SimpleQueue[tuple[float, bytes]]) -> None:
    with suppress(OSError):
        while True:
            due, data = under_way.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not data:
                end.shutdown(socket.SHUT_WR)
                return
            end.sendall(data)
