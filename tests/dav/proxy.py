"""Stands in front of a real server and spoils what goes through: one quirk for each thing that servers do wrong."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from dav.servers import Server

_HOP = {"connection", "transfer-encoding", "content-length", "keep-alive", "date", "server", "accept-encoding"}


@dataclass
class Request:
    """What a client sent; quirks may change it.

    Attributes:
        upstream: the real server.
    """

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    upstream: Upstream

    @property
    def report(self) -> str:
        """Which REPORT it is: sync-collection, calendar-multiget, calendar-query; empty for anything else."""
        names = ("sync-collection", "calendar-multiget", "calendar-query")
        return next((name for name in names if self.method == "REPORT" and name.encode() in self.body), "")

    @property
    def creates(self) -> bool:
        """Whether it is a PUT of something new."""
        return self.method == "PUT" and "if-none-match" in self.headers


@dataclass
class Reply:
    """What the client gets.

    Attributes:
        cut: how many bytes of the body are held back, though they are announced.
        request: what it answers, set by the proxy.
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int = 0
    request: Request = field(init=False, repr=False)


class DroppedError(Exception):
    """Close the connection without an answer."""


class Quirk:
    """Does nothing; overridden where a server goes wrong."""

    def before(self, request: Request) -> Reply | None:
        """Changes a request, or answers it in the server's place."""

    def after(self, reply: Reply) -> Reply:
        """Changes an answer."""
        return reply


class Web(ThreadingHTTPServer):
    """A server that clients may turn away from in the middle of an answer: that is the point of some tests."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Says nothing of it."""


class Upstream:
    """The real server."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)

    def send(self, request: Request) -> Reply:
        """Passes a request on."""
        connection = http.client.HTTPConnection(*self._address, timeout=300)
        try:
            connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in {**request.headers, "content-length": str(len(request.body))}.items():
                connection.putheader(name, value)
            connection.endheaders(request.body)
            answer = connection.getresponse()
            headers = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            return Reply(answer.status, headers, answer.read())
        finally:
            connection.close()


@dataclass
class Proxy:
    """A running proxy.

    Attributes:
        server: the server behind it, under the address of the proxy.
        log: method, path and status of each request, in the order of the answers; status 0 for a dropped one.
        quirks: in the order in which they see a request; may be changed at any time.
        connections: how many were opened.
    """

    server: Server
    log: list[tuple[str, str, int]]
    quirks: list[Quirk]
    connections: int = 0

    def moved(self, url: str) -> str:
        """An address of the real server, through the proxy."""
        return self.server.url.rstrip("/") + urlsplit(url).path


@contextmanager
def proxy(server: Server, quirks: Sequence[Quirk] = (), host: str = "127.0.0.1") -> Iterator[Proxy]:
    """Puts quirks in front of a server."""
    upstream = Upstream(server.url)
    running = Proxy(server, [], list(quirks))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            running.connections += 1
            super().setup()

        def handle_any(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items() if name.lower() not in _HOP}
            request = Request(self.command, self.path, headers, self.rfile.read(size), upstream)
            try:
                reply = _carried(request, running.quirks)
            except DroppedError:
                running.log.append((self.command, self.path, 0))
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            running.log.append((self.command, self.path, reply.status))
            self._answer(reply)

        def _answer(self, reply: Reply) -> None:
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) - reply.cut])
            self.close_connection = self.close_connection or reply.cut > 0

        def log_message(self, *_: Any) -> None:
            pass

    for method in ("GET", "PUT", "DELETE", "PROPFIND", "REPORT", "MKCALENDAR", "OPTIONS", "PROPPATCH", "HEAD"):
        setattr(Handler, f"do_{method}", Handler.handle_any)
    listener = Web((host, 0), Handler)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    running.server = replace(server, url=f"http://{host}:{listener.server_address[1]}/")
    try:
        yield running
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


def _carried(request: Request, quirks: Sequence[Quirk]) -> Reply:
    for quirk in quirks:
        early = quirk.before(request)
        if early is not None:
            return early
    reply = request.upstream.send(request)
    for quirk in quirks:
        reply.request = request
        reply = quirk.after(reply)
    return reply
