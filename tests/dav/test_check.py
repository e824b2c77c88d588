"""`check`: every fault with what it says, against servers on loopback."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dav.loopback import (
    Answer,
    Certificates,
    Reply,
    Request,
    a_calendar,
    caldav,
    free_port,
    mail_server,
    multistatus,
    only_this_machine,
    routed,
    self_signed,
    several,
    web,
)
from dav.servers import PASSWORD, USER, Server, radicale, xandikos
from followup_cal.accounts import Account
from followup_cal.checking import reach
from followup_cal.checking.examine import Surroundings, examine
from followup_cal.checking.steps import Examination, Result, Step, Verdict, clock
from followup_cal.credentials import Secret
from followup_cal.data import Shelf
from followup_cal.identity import is_ours
from followup_cal.stores.caldav.providers import parse_providers, provider_of
from followup_cal.stores.caldav.session import Session

pytestmark = [
    # Xandikos keeps a name in aiohttp's request in a way that aiohttp advises against.
    pytest.mark.filterwarnings("ignore:It is recommended to use web.RequestKey:UserWarning"),
    pytest.mark.usefixtures("alone"),
]
SHEET = Shelf().sheet("providers.toml")
PRESETS = parse_providers(SHEET.text, SHEET.origin)
VARIABLE = "DAV_PASSWORD"
NOW = datetime.now(UTC)
ADVICE_ON_NAMES = "Some servers want the whole e-mail address as `username`."


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the DNS nor a proxy of the machine is asked."""
    monkeypatch.setattr(socket, "getaddrinfo", only_this_machine)
    monkeypatch.setattr(reach, "getproxies", dict)


def patient(account: Account, password: Secret) -> Session:
    return Session(
        account.user,
        password.reveal(),
        auth=account.auth,
        ca_file=account.ca_file,
        allow_http=account.allow_http,
        timeout=10,
        sleep=lambda _: None,
    )


def check(password: str = PASSWORD, *, write: bool = False, real: bool = True, **given: object) -> Examination:
    options = {"username": USER, "allow_http": True, "password_env": VARIABLE, **given}
    account = Account("work", **options)  # type: ignore[arg-type]  # the tests know what they give
    around = Surroundings(
        PRESETS, {VARIABLE: password}, NOW, real=real, write=write, resolver=lambda _: (), session=patient
    )
    return examine(account, provider_of(account, PRESETS), around)


def last(examination: Examination) -> Result:
    """The step it stopped at; all before it went well."""
    *before, result = examination.results
    assert all(item.verdict is not Verdict.FAILED for item in before)
    assert result.verdict is Verdict.FAILED, result
    return result


def passed(examination: Examination) -> list[str]:
    return [str(item.step) for item in examination.results if item.verdict is Verdict.OK]


def notes(examination: Examination) -> dict[Step, Result]:
    return {item.step: item for item in examination.results if item.verdict is Verdict.NOTE}


def of(examination: Examination, step: Step) -> Result:
    return next(item for item in examination.results if item.step is step)


@pytest.fixture(scope="module", params=[radicale, xandikos], ids=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("server")) as running:
        running.make_calendar(name="interviews")
        yield running


def test_a_server_where_all_is_well(server: Server) -> None:
    found = check(url=server.url, write=True)
    assert found.exit_code == 0
    assert passed(found) == [
        *("configuration", "password", "name", "connection", "login", "caldav", "principal"),
        *("calendars", "components", "clock", "write", "write"),
    ]
    assert notes(found)[Step.TLS].what == "The connection is not encrypted, but stays inside this machine."
    written = [item.what for item in found.results if item.step is Step.WRITE]
    assert written[0].startswith("An event was written to ")
    assert written[1].startswith("A task was written to ")


def test_nothing_is_left_behind(server: Server) -> None:
    check(url=server.url, write=True)
    with server.session() as session:
        listed = session.propfind(f"{server.url}{server.home}interviews/", ["{DAV:}getetag"], 1)
    assert not [item for item in listed if item.href.endswith(".ics")]


def test_without_being_asked_nothing_is_written() -> None:
    with web(caldav()) as site:
        assert check(url=site.url + "dav/").exit_code == 0
    assert {request.method for request in site.log} == {"PROPFIND", "OPTIONS"}


def test_no_server_on_the_port() -> None:
    port = free_port()
    result = last(check(url=f"http://127.0.0.1:{port}/"))
    assert result == Result(
        Step.CONNECTION,
        Verdict.FAILED,
        f"Nothing answers on port {port} of 127.0.0.1.",
        "Check that the server runs, and that the port is right.",
    )


def test_no_such_server() -> None:
    result = last(check(url="https://dav.example.org/"))
    assert (result.step, result.what) == (Step.NAME, "There is no server named dav.example.org.")
    assert "spelling" in result.advice


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def silence(*_: object) -> socket.socket:
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silence)
    result = last(check(url="https://localhost/"))
    assert (result.step, result.what) == (Step.CONNECTION, "localhost does not answer on port 443 in time.")


def test_a_plain_text_server_where_tls_is_expected() -> None:
    with mail_server() as port:
        result = last(check(url=f"https://localhost:{port}/"))
    assert (result.step, result.what) == (Step.TLS, f"What answers on port {port} of localhost does not speak TLS.")
    assert "CalDAV is mostly on 443" in result.advice


def test_a_plain_http_server_where_tls_is_expected() -> None:
    with web(caldav()) as site:
        port = urlsplit(site.url).port
        result = last(check(url=f"https://localhost:{port}/"))
    assert (result.step, result.what) == (Step.TLS, f"What answers on port {port} of localhost does not speak TLS.")
    assert "`allow_http = true`" in result.advice


def test_a_server_that_speaks_no_http() -> None:
    with mail_server() as port:
        result = last(check(url=f"http://127.0.0.1:{port}/"))
    assert (result.step, result.what) == (Step.CALDAV, f"What answers on port {port} of 127.0.0.1 does not speak HTTP.")


def test_a_wrong_password(server: Server) -> None:
    found = check("wrong", url=server.url)
    result = last(found)
    assert (result.step, found.exit_code) == (Step.LOGIN, 3)
    assert result.what == "The server refused the login of dana."
    assert result.advice.startswith("Check user name and password.")
    assert result.advice.endswith(ADVICE_ON_NAMES)


def test_a_provider_that_wants_an_app_password() -> None:
    with web(lambda _: Reply(401, {"WWW-Authenticate": "Basic"})) as site:
        result = last(check(url=site.url, provider="icloud"))
    assert result.advice.startswith("iCloud wants an app password here, not that of the account. Sign in")


def test_a_server_that_wants_digest() -> None:
    with web(lambda _: Reply(401, {"WWW-Authenticate": 'Digest realm="x", nonce="1"'})) as site:
        result = last(check(url=site.url, auth="basic"))
    assert result.advice == 'It wants Digest: set `auth = "digest"` for the account, or leave `auth` out.'


def test_a_wrong_path() -> None:
    with web(lambda _: Reply(404)) as site:
        result = last(check(url=site.url + "calendar/"))
    assert (result.step, result.what) == (
        Step.CALDAV,
        f"There is a web server, but no CalDAV at {site.url}calendar/ (it answers 404).",
    )
    assert result.advice.startswith("The path may be wrong: look for the CalDAV address")


def test_a_wrong_path_of_a_known_provider() -> None:
    with web(lambda _: Reply(404)) as site:
        result = last(check(url=site.url, provider="nextcloud"))
    assert result.advice == (
        "The path may be wrong: for Nextcloud it is https://<server>/remote.php/dav/. "
        "Where it is installed in a folder, the folder's name comes before."
    )


def test_a_wrong_path_where_the_right_one_can_be_found() -> None:
    routes = {"/.well-known/caldav": Reply(301, {"Location": "/dav/"})}
    with web(routed(routes, caldav())) as site:
        found = check(url=site.url + "calendar/")
    note = notes(found)[Step.CALDAV]
    assert note.what == f"There is no CalDAV at {site.url}calendar/, but at {site.url}dav/."
    assert found.exit_code == 0


def test_a_web_server_without_caldav() -> None:
    with web(lambda _: Reply(200, {"Content-Type": "text/html"}, b"<html>Welcome</html>")) as site:
        result = last(check(host=urlsplit(site.url).netloc))
    assert result.what == f"There is a web server, but no CalDAV at {site.url} (it answers 200)."


def test_calendars_that_are_switched_off() -> None:
    with web(lambda _: Reply(403, {}, b"CalDAV API has not been enabled")) as site:
        result = last(check(url=site.url))
    assert (result.step, result.what) == (Step.LOGIN, "The server knows dana, but does not give access to calendars.")
    assert result.advice.startswith("Calendars may be switched off for this account")


def test_a_redirect_to_another_host() -> None:
    with web(lambda _: Reply(301, {"Location": "https://dav.example.org/"})) as site:
        result = last(check(url=site.url))
    assert result.what == "127.0.0.1 leads to dav.example.org, another domain; the password was not sent there."
    assert "name it as the address" in result.advice


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates.made(tmp_path_factory.mktemp("certificates"))


def test_a_good_certificate(certificates: Certificates) -> None:
    with web(caldav(), certificates.context(), "localhost") as site:
        found = check(url=site.url + "dav/", ca_file=str(certificates.file))
    assert of(found, Step.TLS).what == "The connection is encrypted, and the certificate is good."
    assert found.exit_code == 0


def test_an_expired_certificate(certificates: Certificates) -> None:
    with web(caldav(), certificates.context(until=NOW - timedelta(days=1)), "localhost") as site:
        result = last(check(url=site.url, ca_file=str(certificates.file)))
    assert (result.step, result.what) == (Step.TLS, "The certificate of localhost has expired.")
    assert "renew it" in result.advice


def test_a_self_signed_certificate(tmp_path: Path) -> None:
    with web(caldav(), self_signed(tmp_path), "localhost") as site:
        found = check(url=site.url)
        assert site.log == []
    result = last(found)
    assert result.what == "The certificate of localhost is self-signed: nobody vouches for it."
    assert "`ca_file`" in result.advice


def test_a_certificate_of_an_unknown_authority(certificates: Certificates) -> None:
    with web(caldav(), certificates.context(), "localhost") as site:
        result = last(check(url=site.url))
    assert "an authority that this machine does not know" in result.what


def test_a_certificate_for_another_name(certificates: Certificates) -> None:
    with web(caldav(), certificates.context("dav.example.org"), "localhost") as site:
        result = last(check(url=site.url, ca_file=str(certificates.file)))
    assert result.what == "The certificate of the server is not made out for localhost."


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"email": "dana@gmail.com"}, "Google Calendar wants a login by OAuth, which is not set up."),
        ({"email": "dana@outlook.com"}, "Outlook.com, Microsoft 365 or Exchange has no CalDAV."),
        ({"url": "https://dav.example.org/", "username": None}, "It is not said who logs in."),
    ],
)
def test_a_configuration_that_cannot_work(given: dict[str, object], what: str) -> None:
    found = check(**given)  # type: ignore[arg-type]  # all of them are keywords
    assert (last(found).what, found.exit_code, len(found.results)) == (what, 2, 1)
    assert last(found).advice


def test_no_password() -> None:
    found = check("", url="https://dav.example.org/")
    assert (last(found).step, found.exit_code) == (Step.PASSWORD, 3)
    assert "DAV_PASSWORD is not set" in last(found).what


def read_only(name: str) -> str:
    return a_calendar(name, "<current-user-privilege-set><privilege><read/></privilege></current-user-privilege-set>")


def for_only(name: str, component: str) -> str:
    return a_calendar(
        name, f'<C:supported-calendar-component-set><C:comp name="{component}"/></C:supported-calendar-component-set>'
    )


def home_of(calendars: dict[str, str]) -> Answer:
    return caldav(calendars={f"/dav/home/{key}/": value for key, value in calendars.items()})


@pytest.mark.parametrize(
    ("calendars", "step", "what"),
    [
        ({}, Step.CALENDARS, "The account has no calendar."),
        ({"a": for_only("Tasks", "VTODO")}, Step.COMPONENTS, "No calendar takes events."),
        (
            {"a": read_only("Holidays")},
            Step.COMPONENTS,
            "All calendars are read-only: interviews can be read, but follow-ups not written back.",
        ),
    ],
)
def test_calendars_that_do_not_do(calendars: dict[str, str], step: Step, what: str) -> None:
    with web(home_of(calendars)) as site:
        result = last(check(url=site.url + "dav/"))
    assert (result.step, result.what) == (step, what)
    assert result.advice


def test_calendars_for_events_only() -> None:
    with web(home_of({"a": for_only("Work", "VEVENT"), "b": read_only("Holidays")})) as site:
        found = check(url=site.url + "dav/")
    assert notes(found)[Step.COMPONENTS].what == (
        "No calendar takes tasks: all follow-ups become events. Read-only: Holidays."
    )


def test_a_calendar_that_does_not_exist() -> None:
    with web(home_of({"a": a_calendar("Work"), "b": a_calendar("Home")})) as site:
        found = check(url=site.url + "dav/", calendars=("Work", "Interviews"), tasks_to="Tasks")
    result = last(found)
    assert (result.what, found.exit_code) == ("No calendar is called “Interviews”, “Tasks”.", 2)
    assert result.advice == "The calendars are: Work, Home."


def test_a_name_that_two_calendars_have() -> None:
    with web(home_of({"a": a_calendar("Work"), "b": a_calendar("Work")})) as site:
        result = last(check(url=site.url + "dav/", calendars=("Work",)))
    assert result.what == "Several calendars are called “Work”."
    assert result.advice == "Name them by the last part of their address: a (Work), b (Work)."


@pytest.mark.parametrize(
    ("late", "what"),
    [
        (timedelta(minutes=30), "The clock of this machine is 30 minutes behind that of the server."),
        (timedelta(minutes=-30), "The clock of this machine is 30 minutes ahead of that of the server."),
    ],
)
def test_a_clock_that_is_wrong(late: timedelta, what: str) -> None:
    options = Reply(200, {"Date": format_datetime(NOW + late, usegmt=True)})
    inner = caldav()
    with web(lambda request: options if request.method == "OPTIONS" else inner(request)) as site:
        found = check(url=site.url + "dav/")
        assert Step.CLOCK not in {item.step for item in check(url=site.url + "dav/", real=False).results}
    assert notes(found)[Step.CLOCK].what == what
    assert found.exit_code == 0


def test_clocks_that_agree() -> None:
    assert clock(NOW + timedelta(minutes=4), NOW).verdict is Verdict.OK
    assert clock(None, NOW).verdict is Verdict.NOTE


def writing(put: Reply, delete: Reply) -> Answer:
    inner = caldav()
    kept: dict[str, bytes] = {}

    def answer(request: Request) -> Reply:
        if request.method == "PUT":
            kept[request.path] = request.body
            return put
        if request.method == "GET":
            return Reply(200, {}, kept.get(request.path, b""))
        return delete if request.method == "DELETE" else inner(request)

    return answer


def test_a_write_that_is_refused() -> None:
    error = b'<error xmlns="DAV:"><need-privileges/></error>'
    with web(writing(Reply(403, {}, error), Reply(204))) as site:
        result = last(check(url=site.url + "dav/", write=True))
    assert result.step is Step.WRITE
    assert result.what.startswith("Work does not take an event: 127.0.0.1 refused this (403")


def test_an_entry_that_cannot_be_removed() -> None:
    with web(writing(Reply(201), Reply(405))) as site:
        result = last(check(url=site.url + "dav/", write=True))
    assert result.what == "An event was written to Work, but not removed."
    assert "Delete “followup-cal check (can be deleted)”" in result.advice


def test_a_connection_that_breaks_while_writing_leaves_nothing() -> None:
    with web(writing(Reply(201, {}, b"x" * 100, cut=50), Reply(204))) as site:
        result = last(check(url=site.url + "dav/", write=True))
    assert (result.step, result.what) == (
        Step.WRITE,
        "Work could not be written to: the answer of 127.0.0.1 broke off.",
    )
    assert site.log[-1].method == "DELETE"


def test_what_is_written_carries_our_mark_and_another_uid_every_time() -> None:
    with web(writing(Reply(201), Reply(204))) as site:
        check(url=site.url + "dav/", write=True)
    bodies = [request.body.decode() for request in site.log if request.method == "PUT"]
    uids = [line.partition(":")[2] for body in bodies for line in body.splitlines() if line.startswith("UID:")]
    assert len(set(uids)) == 2
    assert all(is_ours(uid) for uid in uids)
    assert "VALARM" not in "".join(bodies)
    assert [request.method for request in site.log][-6:] == ["PUT", "GET", "DELETE"] * 2


def test_a_proxy_is_left_to_do_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "getproxies", lambda: {"https": "http://proxy.example.org:3128"})
    (result,) = reach.reach("https://dav.example.org/")
    assert result.what == "dav.example.org is asked through the proxy that this machine is set to."


def test_a_hostile_server_cannot_write_on_the_terminal() -> None:
    hostile = several({"/dav/home/a/": a_calendar("Work&#27;[31m&#10;FAILED"), "/dav/home/": "<displayname/>"})
    principal = multistatus("/dav/", "<current-user-principal><href>/dav/me/</href></current-user-principal>")
    me = multistatus("/dav/me/", "<C:calendar-home-set><href>/dav/home/</href></C:calendar-home-set>")
    with web(routed({"/dav/": principal, "/dav/me/": me, "/dav/home/": hostile})) as site:
        found = check(url=site.url + "dav/")
    assert all((item.what + item.advice).isprintable() for item in found.results)


def test_the_password_is_told_to_nobody_but_the_server(capfd: pytest.CaptureFixture[str]) -> None:
    echo = Reply(403, {}, f"<p>bad password {PASSWORD}</p>".encode())
    for answer in (caldav(), lambda _: Reply(401), lambda _: echo):
        with web(answer) as site:
            assert PASSWORD not in repr(check(url=site.url + "dav/", write=True))
    assert PASSWORD not in "".join(capfd.readouterr())
