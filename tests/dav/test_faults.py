"""What is waited for, what is tried again, and what is said when nothing helps."""

from __future__ import annotations

import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dav.proxy import Quirk, Reply, proxy
from dav.quirks import Closes, Fails
from dav.servers import PASSWORD, USER, Server
from followup_cal.stores.caldav import exchange
from followup_cal.stores.caldav.faults import Busy, Failure, NoAnswer, Refused
from followup_cal.stores.caldav.names import DISPLAY_NAME
from followup_cal.stores.caldav.session import Session

# Patience


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"Retry-After": "7"}, [7.0, 7.0]),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT", "Date": "Wed, 21 Oct 2026 07:28:10 GMT"}, [20.0, 20.0]),
        ({"Retry-After": "Wed, 21 Oct 2020 07:28:30 GMT", "Date": "Wed, 21 Oct 2026 07:28:10 GMT"}, [1.0, 1.0]),
        ({"Retry-After": "soon"}, [5.0, 10.0]),
        ({}, [5.0, 10.0]),
    ],
)
@pytest.mark.parametrize(
    "reply",
    [Reply(429), Reply(503), Reply(403, body=b'{"domain": "usageLimits"}')],
    ids=lambda reply: str(reply.status),
)
def test_a_busy_server_is_given_the_time_it_asks_for(
    radicale_server: Server, reply: Reply, headers: dict[str, str], waits: list[float]
) -> None:
    waited: list[float] = []
    busy = Fails("PROPFIND", Reply(reply.status, headers, reply.body), times=2)
    with proxy(radicale_server, [busy]) as front, front.server.session(waits=waited) as session:
        assert session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert waited == waits


def test_but_not_longer_than_a_minute(radicale_server: Server) -> None:
    waited: list[float] = []
    busy = Fails("PROPFIND", Reply(503, {"Retry-After": "25"}), times=9)
    with (
        proxy(radicale_server, [busy]) as front,
        front.server.session(waits=waited) as session,
        pytest.raises(Busy, match="asks to wait for 25 seconds"),
    ):
        session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert waited == [25.0, 25.0]


@pytest.mark.parametrize(
    "fault", [Fails("PROPFIND", Reply(500), 2), Closes("PROPFIND", times=2)], ids=["500", "closed"]
)
def test_a_fault_is_got_over(radicale_server: Server, fault: Quirk) -> None:
    waited: list[float] = []
    with proxy(radicale_server, [fault]) as front, front.server.session(waits=waited) as session:
        assert session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert waited == [1.0, 2.0]


def test_but_not_for_ever(radicale_server: Server) -> None:
    with proxy(radicale_server, [Fails("PROPFIND", Reply(502), 99)]) as front, front.server.session() as session:
        with pytest.raises(NoAnswer, match=r"an error of its own \(502\)"):
            session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
        assert session.requests == 3


def test_what_may_have_been_taken_is_not_sent_again(radicale_server: Server) -> None:
    with (
        proxy(radicale_server, [Closes("PUT", after_taking=True)]) as front,
        front.server.session() as session,
        pytest.raises(NoAnswer) as caught,
    ):
        session.request("PUT", front.server.url + "x", b"", safe=False)
    assert (caught.value.maybe_taken, session.requests) == (True, 1)


# Servers that are none


@contextmanager
def listening(reply: bytes | None) -> Iterator[str]:
    """Something that sends a few bytes to whoever comes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                caller.recv(1 << 16)
                if reply is not None:
                    caller.sendall(reply)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def failure_at(url: str) -> NoAnswer:
    with Session(USER, PASSWORD, allow_http=True, timeout=5, sleep=lambda _: None) as session:
        with pytest.raises(NoAnswer) as caught:
            session.request("GET", url, safe=True)
        return caught.value


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (None, Failure.DROPPED),
        (b"220 mail.example.org ESMTP\r\n", Failure.DROPPED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", Failure.GARBLED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf", Failure.GARBLED),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf", Failure.GARBLED),
    ],
)
def test_what_answers_is_no_web_server(reply: bytes | None, failure: Failure) -> None:
    with listening(reply) as url:
        assert failure_at(url).failure is failure


def test_who_never_answers_is_asked_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with Session(USER, PASSWORD, allow_http=True, timeout=0.2) as session, pytest.raises(NoAnswer) as caught:
            session.request("GET", url, safe=True)
    assert (caught.value.failure, caught.value.maybe_taken, session.requests) == (Failure.TIMEOUT, True, 1)


def test_tls_to_what_does_not_speak_it() -> None:
    with listening(b"220 mail.example.org ESMTP\r\n") as url:
        assert failure_at(url.replace("http:", "https:")).failure is Failure.TLS


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = failure_at(f"http://127.0.0.1:{port}/")
    assert (error.failure, error.problem) == (Failure.REFUSED, "no server answers at 127.0.0.1 on this port")


@pytest.mark.parametrize("url", ["", "ftp://x/", "cal.example.org", "https://", "http://[x/"])
def test_what_is_no_address(url: str) -> None:
    assert failure_at(url).failure is Failure.ADDRESS


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch, radicale_server: Server) -> None:
    monkeypatch.setattr(exchange, "LONGEST_BODY", 100_000)
    sees = Fails("ANY", Reply(200, {}, b"x" * 300_000))
    with (
        proxy(radicale_server, [sees]) as front,
        front.server.session() as session,
        pytest.raises(NoAnswer, match="50 MB") as caught,
    ):
        session.request("GET", front.server.url, safe=True)
    assert (caught.value.failure, session.requests) == (Failure.TOO_LONG, 1)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Welcome</body></html>",
        b"Welcome",
        b"",
        b'<!DOCTYPE x [<!ENTITY a "b">]><multistatus xmlns="DAV:"><response>&a;</response></multistatus>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><multistatus xmlns="DAV:"/>',
    ],
)
def test_what_is_no_multistatus_is_not_taken_for_an_empty_one(radicale_server: Server, body: bytes) -> None:
    with (
        proxy(radicale_server, [Fails("ANY", Reply(207, {}, body))]) as front,
        front.server.session() as session,
        pytest.raises(NoAnswer) as caught,
    ):
        session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert caught.value.failure is Failure.GARBLED


def test_what_a_server_says_is_shown_in_one_line(radicale_server: Server) -> None:
    body = (
        b'<error xmlns="DAV:"><need-privileges/><x:message xmlns:x="urn:x">No\n\tway \xe2\x80\xae'
        + b"x" * 999
        + b"</x:message></error>"
    )
    with (
        proxy(radicale_server, [Fails("ANY", Reply(403, {}, body))]) as front,
        front.server.session() as session,
        pytest.raises(Refused) as caught,
    ):
        session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert caught.value.text.startswith("No way xxx")
    assert len(caught.value.text) == 200
    assert caught.value.conditions == {"need-privileges"}
    assert caught.value.status == 403


def test_no_error_holds_the_password(radicale_server: Server) -> None:
    with proxy(radicale_server, [Closes("GET", times=9)]) as front, front.server.session() as session:
        with pytest.raises(NoAnswer) as caught:
            session.request("GET", front.server.url.replace("//", f"//{USER}:{PASSWORD}@"), safe=True)
        told = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=False).format())
        assert PASSWORD not in told + repr(caught.value) + repr(session) + repr(vars(caught.value))
        assert (caught.value.__cause__, caught.value.__context__) == (None, None)
