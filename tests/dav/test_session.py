"""Requests: where the password goes, what is waited for, what is tried again, and what is said when nothing helps."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from dav.loopback import Certificates, web
from dav.loopback import Reply as Moved
from dav.proxy import Quirk, Reply, Request, proxy
from dav.quirks import Fails, Redirects
from dav.servers import PASSWORD, USER, XANDIKOS_WARNS, Server
from followup_cal.errors import Unreachable
from followup_cal.stores.caldav.faults import ForeignHost, LoginRefused, NoAnswer
from followup_cal.stores.caldav.names import CURRENT_USER_PRINCIPAL, DISPLAY_NAME
from followup_cal.stores.caldav.session import Session

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)

XML = {"Content-Type": "application/xml"}


class Sees(Quirk):
    """Notes the Authorization headers that arrive, and answers in the server's place."""

    def __init__(self, *replies: Reply) -> None:
        self.logins: list[str] = []
        self.bodies: list[bytes] = []
        self._replies = list(replies)

    def before(self, request: Request) -> Reply | None:
        self.logins.append(request.headers.get("authorization", ""))
        self.bodies.append(request.body)
        return self._replies.pop(0) if self._replies else None


def basic() -> str:
    return "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


# Who gets the password


def test_the_password_is_sent_ahead(server: Server) -> None:
    sees = Sees()
    with proxy(server, [sees]) as front, front.server.session() as session:
        (found,) = session.propfind(front.server.url, [CURRENT_USER_PRINCIPAL], depth=0)
    assert sees.logins == [basic()]
    assert [url.rpartition("/")[0].rpartition("/")[2] for url in found.hrefs(CURRENT_USER_PRINCIPAL)] == [USER]


def test_a_wrong_password_is_tried_once(server: Server) -> None:
    with server.session("wrong") as session, pytest.raises(LoginRefused, match="does not accept") as caught:
        session.propfind(server.url + server.home, [DISPLAY_NAME], depth=0)
    assert session.requests == 1
    assert caught.value.schemes == {"basic"}
    assert "app password" in caught.value.hint


@pytest.mark.parametrize("repeated", [PASSWORD, basic().removeprefix("Basic ")])
def test_a_server_that_repeats_the_password_is_not_quoted(radicale_server: Server, repeated: str) -> None:
    tells = Sees(Reply(400, {}, f"no sense in: {repeated}".encode()))
    with (
        proxy(radicale_server, [tells]) as front,
        front.server.session() as session,
        pytest.raises(Unreachable, match="no sense in: …"),
    ):
        session.propfind(front.server.url + front.server.home, [DISPLAY_NAME], depth=0)


def test_without_a_login_none_is_sent_and_none_is_taken_from_netrc(radicale_server: Server, machine: Path) -> None:
    (machine / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    (machine / ".netrc").chmod(0o600)
    sees = Sees()
    with (
        proxy(radicale_server, [sees]) as front,
        Session() as session,
        pytest.raises(LoginRefused, match="wants a login"),
    ):
        session.propfind(front.server.url + front.server.home, [DISPLAY_NAME], depth=0)
    assert sees.logins == [""]


@pytest.mark.parametrize("url", ["http://cal.example.org/", "http://192.0.2.7/", "http://localhost.example.org/"])
def test_the_password_is_not_sent_unencrypted(url: str) -> None:
    with (
        Session(USER, PASSWORD, allow_http=True) as session,
        pytest.raises(Unreachable, match="over plain http") as caught,
    ):
        session.request("GET", url, safe=True)
    assert (session.requests, caught.value.hint) == (0, "Use the https address of the server.")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/"])
def test_to_this_machine_only_where_that_is_allowed(url: str) -> None:
    with Session(USER, PASSWORD) as session, pytest.raises(Unreachable, match="unless you allow it"):
        session.request("GET", url, safe=True)
    with Session(USER, PASSWORD, allow_http=True) as session, pytest.raises(NoAnswer):
        session.request("GET", url, safe=True)


def test_a_user_name_in_an_address_is_not_used(radicale_server: Server) -> None:
    sees = Sees(Reply(200))
    with proxy(radicale_server, [sees]) as front, front.server.session() as session:
        session.request("GET", front.server.url.replace("://", "://eve:secret@"), safe=True)
    assert sees.logins == [basic()]


def digest_response(header: str, method: str) -> bool:
    """Whether an Authorization header answers our challenge."""
    given = dict(re.findall(r'(\w+)="?([^",]+)"?', header))

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    secret = md5(f"{USER}:home:{PASSWORD}")
    parts = (secret, "n0nce", given["nc"], given["cnonce"], "auth", md5(f"{method}:{given['uri']}"))
    return bool(given["response"] == md5(":".join(parts)))


class WantsDigest(Quirk):
    """Baikal as it comes: Digest and nothing else."""

    def before(self, request: Request) -> Reply | None:
        header = request.headers.get("authorization", "")
        if not header.startswith("Digest ") or not digest_response(header, request.method):
            return Reply(401, {"WWW-Authenticate": 'Digest realm="home", qop="auth", nonce="n0nce"'})
        request.headers["authorization"] = basic()
        return None


@pytest.mark.parametrize(("auth", "costs"), [(None, 3), ("digest", 2)])
def test_digest(radicale_server: Server, auth: str | None, costs: int) -> None:
    with (
        proxy(radicale_server, [WantsDigest()]) as front,
        Session(USER, PASSWORD, auth=auth, allow_http=True) as session,
    ):
        url = front.server.url + front.server.home
        session.propfind(url, [DISPLAY_NAME], depth=0)
        assert session.requests == costs == len(front.log)
        session.propfind(url, [DISPLAY_NAME], depth=0)
        assert session.requests == costs + 1
        assert [status for *_, status in front.log if status == 207] == [207, 207]


def test_a_wrong_password_is_tried_once_with_digest_too(radicale_server: Server) -> None:
    with (
        proxy(radicale_server, [WantsDigest()]) as front,
        Session(USER, "wrong", auth="digest", allow_http=True) as session,
        pytest.raises(LoginRefused),
    ):
        session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert len(front.log) == 2


def test_basic_is_not_given_to_a_server_for_which_digest_was_chosen(radicale_server: Server) -> None:
    sees = Sees(Reply(401, {"WWW-Authenticate": "Basic"}))
    with (
        proxy(radicale_server, [sees]) as front,
        Session(USER, PASSWORD, auth="digest", allow_http=True) as session,
        pytest.raises(LoginRefused),
    ):
        session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
    assert sees.logins == [""]


# Redirects


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_keeps_method_and_body(radicale_server: Server, status: int) -> None:
    sees = Sees()
    elsewhere = proxy(radicale_server, [sees])
    with elsewhere as target, proxy(radicale_server, [Redirects(target.server.url, status)]) as front:
        with front.server.session() as session:
            url = f"{front.server.url}{front.server.home}moved-{status}/"
            assert session.request("MKCALENDAR", url, "", XML, safe=False).ok
            answer = session.request("PROPFIND", url, "<propfind xmlns='DAV:'><allprop/></propfind>", XML, safe=True)
            assert answer.url.startswith(target.server.url)
        assert [method for method, *_ in target.log] == ["MKCALENDAR", "PROPFIND"]
        assert b"allprop" in sees.bodies[1]
        assert sees.logins == [basic(), basic()]


def test_a_redirect_to_another_host_is_asked_about_first(radicale_server: Server) -> None:
    sees = Sees()
    with (
        proxy(radicale_server, [sees], host="localhost") as target,
        proxy(radicale_server, [Redirects(target.server.url)]) as front,
        front.server.session() as session,
    ):
        with pytest.raises(ForeignHost) as caught:
            session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
        assert (caught.value.host, caught.value.foreign) == ("127.0.0.1", "localhost")
        assert caught.value.url == target.server.url
        assert sees.logins == []
        session.trust(caught.value.url)
        assert session.propfind(front.server.url, [DISPLAY_NAME], depth=0)
        assert sees.logins == [basic()]


def test_an_address_on_another_host_is_asked_about_as_well(radicale_server: Server) -> None:
    with radicale_server.session() as session:
        session.propfind(radicale_server.url, [DISPLAY_NAME], depth=0)
        with pytest.raises(ForeignHost):
            session.propfind(radicale_server.url.replace("127.0.0.1", "localhost"), [DISPLAY_NAME], depth=0)


def test_redirects_in_a_circle_end(radicale_server: Server) -> None:
    class Circle(Quirk):
        def before(self, request: Request) -> Reply | None:
            return Reply(302, {"Location": f"{request.path}x"})

    with proxy(radicale_server, [Circle()]) as front, front.server.session() as session:
        with pytest.raises(NoAnswer, match="in a circle"):
            session.request("GET", front.server.url, safe=True)
        assert session.requests == 6


@pytest.mark.parametrize("location", ["http://[bad/", "ftp://127.0.0.1/", "mailto:x@y", "http://"])
def test_a_redirect_to_what_is_no_address(radicale_server: Server, location: str) -> None:
    with (
        proxy(radicale_server, [Fails("GET", Reply(302, {"Location": location}), times=9)]) as front,
        front.server.session() as session,
        pytest.raises(NoAnswer),
    ):
        session.request("GET", front.server.url, safe=True)


def test_a_redirect_from_https_to_http_is_not_followed(tmp_path: Path, radicale_server: Server) -> None:
    certificates = Certificates.made(tmp_path)
    sees = Sees()
    with (
        proxy(radicale_server, [sees], host="localhost") as target,
        web(lambda _: Moved(301, {"Location": target.server.url}), certificates.context(), "localhost") as site,
        Session(USER, PASSWORD, allow_http=True, ca_file=str(certificates.file)) as session,
        pytest.raises(Unreachable, match="from https to plain http"),
    ):
        session.propfind(site.url, [DISPLAY_NAME], depth=0)
    assert sees.logins == []
