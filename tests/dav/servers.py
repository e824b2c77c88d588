"""Radicale and Xandikos in this process, on loopback, with a login: the servers that all CalDAV tests talk to."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha1
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from followup_cal.stores.caldav.session import Session

USER = "dana"
PASSWORD = "correct-horse-battery"  # noqa: S105 - of a server that lives as long as the tests
# Xandikos marks requests in a way that aiohttp has come to dislike.
XANDIKOS_WARNS = "ignore:It is recommended to use web.RequestKey:aiohttp.web_exceptions.NotAppKeyWarning"
_NUMBERS = count(1)

MKCALENDAR = """<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<displayname>{name}</displayname>
<C:supported-calendar-component-set>{components}</C:supported-calendar-component-set>
</prop></set></C:mkcalendar>"""


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        url: its root, ends with a slash.
        folder: where it keeps its data.
        home: the path of the user's calendars, relative to the root.
    """

    name: str
    url: str
    folder: Path
    home: str

    def session(self, password: str = PASSWORD, *, waits: list[float] | None = None) -> Session:
        """A login to it; waiting is noted, not done."""
        noted: list[float] = [] if waits is None else waits
        return Session(USER, password, allow_http=True, timeout=300, sleep=noted.append)

    def make_calendar(self, components: Sequence[str] = ("VEVENT", "VTODO"), name: str | None = None) -> str:
        """Makes an empty calendar and returns its address."""
        name = name or f"calendar-{next(_NUMBERS)}"
        url = f"{self.url}{self.home}{name}/"
        body = MKCALENDAR.format(name=name, components="".join(f'<C:comp name="{item}"/>' for item in components))
        with self.session() as session:
            answer = session.request("MKCALENDAR", url, body, {"Content-Type": "application/xml"}, safe=False)
        assert answer.ok, answer
        return url

    def put(self, url: str, data: bytes) -> str:
        """Puts an object somewhere, as another client would; returns the ETag."""
        with self.session() as session:
            answer = session.request("PUT", url, data, {"Content-Type": "text/calendar; charset=utf-8"}, safe=False)
            assert answer.ok, (answer, answer.body)
            return answer.headers.get("etag", "")


@contextmanager
def radicale(folder: Path) -> Iterator[Server]:
    """Radicale with an htpasswd file."""
    import socket

    from radicale import config
    from radicale.app import Application
    from radicale.server import ParallelHTTPServer, RequestHandler

    class Listener(ParallelHTTPServer):
        def get_request(self) -> Any:
            """Closes what only Radicale's own main loop would."""
            for worker in self.worker_sockets:
                worker.close()
            self.worker_sockets.clear()
            return super().get_request()

        def server_close(self) -> None:
            super().server_close()
            for worker in self.worker_sockets:
                worker.close()

    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n")
    configuration = config.load()
    configuration.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(users),
                "htpasswd_encryption": "plain",
                "delay": "0",
            },
            "storage": {"filesystem_folder": str(folder / "data"), "_filesystem_fsync": "False"},
            "logging": {"level": "critical"},
        },
        "test",
        privileged=True,
    )
    server = Listener(configuration, socket.AF_INET, ("127.0.0.1", 0), RequestHandler)
    server.set_app(Application(configuration))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    port = server.server_address[1]
    data = folder / "data" / "collection-root"
    try:
        yield Server("radicale", f"http://127.0.0.1:{port}/", data, f"{USER}/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def xandikos(folder: Path) -> Iterator[Server]:
    """Xandikos behind its own Basic authentication."""
    from aiohttp import web

    server: Any = import_module("xandikos.web")  # which is half typed
    htpasswd: Any = import_module("xandikos.htpasswd")

    users = folder / "users"
    digest = base64.b64encode(sha1(PASSWORD.encode(), usedforsecurity=False).digest()).decode()
    users.write_text(f"{USER}:{{SHA}}{digest}\n")
    data = folder / "data"
    data.mkdir()
    backend = server.SingleUserFilesystemBackend(str(data))
    backend._mark_as_principal(f"/{USER}/")  # noqa: SLF001 - as its own main program does
    backend.create_principal(f"/{USER}/", create_defaults=True)
    main = server.XandikosApp(backend, current_user_principal=f"/{USER}/", strict=True)

    async def handle(request: web.Request) -> Any:
        return await main.aiohttp_handler(request, "/")

    login = server.basic_auth_middleware(htpasswd.HtpasswdFile(str(users)))
    app = web.Application(client_max_size=1 << 26, middlewares=[login])
    app.router.add_route("*", "/{path_info:.*}", handle)
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    port = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield Server("xandikos", f"http://127.0.0.1:{port}/", data, f"{USER}/calendars/")
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
