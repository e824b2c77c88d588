"""Servers on loopback that answer as a test wants: over http or https, or in no HTTP at all."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from dav.proxy import Web


@dataclass(frozen=True)
class Request:
    """What a client sent; names of headers in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What the client gets.

    Attributes:
        cut: how many bytes of the body are held back, though they are announced.
        drip: seconds between one byte and the next.
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: int = 0
    drip: float = 0


Answer = Callable[[Request], Reply]
_METHODS = ("GET", "POST", "PUT", "DELETE", "PROPFIND", "REPORT", "OPTIONS")


@dataclass
class Site:
    """A running server.

    Attributes:
        url: its root, ends with a slash.
        log: what it was asked.
    """

    url: str
    log: list[Request] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """Method and path of every request."""
        return [f"{request.method} {request.path}" for request in self.log]


@contextmanager
def web(answer: Answer, context: ssl.SSLContext | None = None, name: str = "127.0.0.1") -> Iterator[Site]:
    """A web server that answers as told; with a context over https."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            headers = {key.lower(): value for key, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(int(headers.get("content-length", 0))))
            site.log.append(request)
            reply = answer(request)
            self.send_response_only(reply.status)
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.send_header("Connection", "close")
            self.end_headers()
            body = reply.body[: len(reply.body) - reply.cut]
            for part in [bytes([byte]) for byte in body] if reply.drip else [body]:
                self.wfile.write(part)
                time.sleep(reply.drip)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    for method in _METHODS:
        setattr(Handler, f"do_{method}", Handler.handle_any)
    with _listening(Web(("127.0.0.1", 0), Handler), context) as port:
        site.url = f"{'https' if context else 'http'}://{name}:{port}/"
        yield site


@contextmanager
def _listening(server: Web, context: ssl.SSLContext | None) -> Iterator[int]:
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def mail_server() -> Iterator[int]:
    """A server that greets in plain text and hangs up; yields its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client, suppress(OSError):
                client.sendall(b"220 mail.example.org ESMTP ready\r\n")
                client.settimeout(5)
                client.recv(1 << 16)

    thread = threading.Thread(target=greet, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


_look_up = socket.getaddrinfo


def only_this_machine(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:
    """Stands in for socket.getaddrinfo: no test asks the DNS, and other machines do not exist."""
    name = host.decode() if isinstance(host, bytes) else host
    if name not in {"127.0.0.1", "localhost", "::1"}:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return _look_up("127.0.0.1", *arguments, **options)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass(frozen=True)
class Certificates:
    """An authority of one's own, in a file, and what it issues."""

    authority: trustme.CA
    file: Path

    @classmethod
    def made(cls, folder: Path) -> Certificates:
        """A new authority."""
        authority, file = trustme.CA(), folder / "authority.pem"
        authority.cert_pem.write_to_path(file)
        return cls(authority, file)

    def context(self, name: str = "localhost", *, until: datetime | None = None) -> ssl.SSLContext:
        """A server with a certificate for a name, valid until some moment."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name, not_after=until).configure_cert(context)
        return context


def self_signed(folder: Path, name: str = "localhost") -> ssl.SSLContext:
    """A server with a certificate that it has made out to itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "self-signed.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def multistatus(href: str, props: str) -> Reply:
    """A 207 that says something of one resource."""
    return several({href: props})


def several(resources: dict[str, str]) -> Reply:
    """A 207 that says something of each resource."""
    status = "<status>HTTP/1.1 200 OK</status>"
    responses = "".join(
        f"<response><href>{href}</href><propstat><prop>{props}</prop>{status}</propstat></response>"
        for href, props in resources.items()
    )
    body = f"""<?xml version="1.0" encoding="utf-8"?>
        <multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/">
        {responses}</multistatus>"""
    return Reply(207, {"Content-Type": "application/xml"}, body.encode())


def a_calendar(name: str = "", more: str = "") -> str:
    """The properties of a calendar."""
    title = f"<displayname>{name}</displayname>" if name else ""
    return f"<resourcetype><collection/><C:calendar/></resourcetype>{title}{more}"


def caldav(home: str = "/dav/home/", calendars: dict[str, str] | None = None, more: str = "") -> Answer:
    """A small CalDAV server: /dav/ leads to a principal, that to a home, there are calendars."""
    listed = {"/dav/home/work/": a_calendar("Work")} if calendars is None else calendars
    pages = {
        "/dav/": multistatus("/dav/", "<current-user-principal><href>/dav/me/</href></current-user-principal>"),
        "/dav/me/": multistatus("/dav/me/", f"<C:calendar-home-set><href>{home}</href></C:calendar-home-set>{more}"),
        "/dav/home/": several({"/dav/home/": "<resourcetype><collection/></resourcetype>", **listed}),
    }

    def answer(request: Request) -> Reply:
        if request.method != "PROPFIND":
            return Reply(200 if request.method == "OPTIONS" else 405)
        return pages.get(request.path, Reply(404))

    return answer


def routed(routes: dict[str, Reply], otherwise: Answer | None = None) -> Answer:
    """Answers some paths, whatever the method."""

    def answer(request: Request) -> Reply:
        if request.path in routes:
            return routes[request.path]
        return otherwise(request) if otherwise else Reply(404)

    return answer
