"""Who is logged in and which calendars there are: on real servers, and on ones that are made for the odd cases."""

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dav.loopback import Reply, Request, Site, a_calendar, caldav, multistatus, only_this_machine, routed, several, web
from dav.servers import PASSWORD, USER, Server, radicale, xandikos
from followup_cal.accounts import Account
from followup_cal.credentials import Secret
from followup_cal.data import Shelf
from followup_cal.stores.caldav.discovery import Forbidden, NoCalDav, Question, discover, refuse
from followup_cal.stores.caldav.faults import ForeignHost, LoginRefused, NoAnswer
from followup_cal.stores.caldav.home import ALL_COMPONENTS, Home
from followup_cal.stores.caldav.login import open_session
from followup_cal.stores.caldav.providers import parse_providers, provider_of
from followup_cal.stores.caldav.services import Service
from followup_cal.stores.caldav.session import Session

# Xandikos keeps a name in aiohttp's request in a way that aiohttp advises against.
pytestmark = [
    pytest.mark.filterwarnings("ignore:It is recommended to use web.RequestKey:UserWarning"),
    pytest.mark.usefixtures("no_dns"),
]
SHEET = Shelf().sheet("providers.toml")
PRESETS = parse_providers(SHEET.text, SHEET.origin)


@pytest.fixture
def no_dns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", only_this_machine)


@pytest.fixture(scope="module", params=[radicale, xandikos], ids=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start: Callable[[Path], AbstractContextManager[Server]] = request.param
    with start(tmp_path_factory.mktemp("server")) as running:
        yield running


def look(
    confirm: Callable[[Question], bool] = refuse,
    resolver: Callable[[str], tuple[Service, ...]] = lambda _: (),
    password: str = PASSWORD,
    **given: str,
) -> Home:
    account = Account("work", allow_http=True, **{"username": USER, **given})  # type: ignore[arg-type]  # only texts
    provider = provider_of(account, PRESETS)
    with Session(account.user, password, allow_http=True, sleep=lambda _: None) as session:
        return discover(session, account, provider, PRESETS, confirm=confirm, resolver=resolver)


def host(url: str) -> str:
    return urlsplit(url).netloc


def test_a_real_server_by_address(server: Server) -> None:
    both = server.make_calendar(name="both")
    events = server.make_calendar(["VEVENT"], name="events")
    home = look(url=server.url)
    found = {calendar.url: calendar for calendar in home.calendars}
    assert urlsplit(home.principal).path == f"/{USER}/"
    assert home.homes == (server.url + server.home,)
    assert (found[both].name, found[events].name) == ("both", "events")
    assert {"VEVENT", "VTODO"} <= found[both].components
    assert found[events].components == {"VEVENT"}
    assert not any(calendar.read_only or calendar.foreign for calendar in home.calendars)


def test_a_real_server_by_host(server: Server) -> None:
    assert look(host=host(server.url)).homes == (server.url + server.home,)


def test_a_real_server_by_its_well_known_address(server: Server) -> None:
    assert look(url=server.url + ".well-known/caldav").homes == (server.url + server.home,)


def test_a_real_server_by_the_address_of_a_calendar(server: Server) -> None:
    url = server.make_calendar(name="named")
    assert url in {calendar.url for calendar in look(url=url).calendars}


def test_a_wrong_password_of_a_real_server(server: Server) -> None:
    with pytest.raises(LoginRefused) as caught:
        look(url=server.url, password=PASSWORD[:-1])
    assert "Check user name and password." in caught.value.hint


def test_a_wrong_password_is_tried_once() -> None:
    with web(lambda _: Reply(401, {"WWW-Authenticate": 'Basic realm="x"'})) as site, pytest.raises(LoginRefused):
        look(host=host(site.url))
    assert len(site.log) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_the_well_known_address_redirects(status: int) -> None:
    routes = {"/.well-known/caldav": Reply(status, {"Location": "/dav/"})}
    with web(routed(routes, caldav())) as site:
        home = look(host=host(site.url))
    assert home.principal == f"{site.url}dav/me/"
    assert [calendar.name for calendar in home.calendars] == ["Work"]
    assert site.asked == [
        "PROPFIND /.well-known/caldav",
        "PROPFIND /dav/",
        "PROPFIND /dav/me/",
        "PROPFIND /dav/home/",
    ]


def test_every_request_has_the_login_without_being_asked() -> None:
    with web(caldav()) as site:
        look(url=site.url + "dav/")
    assert all(request.headers["authorization"].startswith("Basic ") for request in site.log)


def test_a_server_that_answers_strangers_finds_out_that_we_are_none() -> None:
    page = multistatus("/dav/", "<current-user-principal><unauthenticated/></current-user-principal>")
    with web(routed({"/dav/": page})) as site, pytest.raises(LoginRefused, match="took no notice of the login"):
        look(url=site.url + "dav/")


def test_a_redirect_to_a_foreign_host_gets_no_password_unless_the_user_agrees() -> None:
    questions: list[Question] = []

    def agree(question: Question) -> bool:
        questions.append(question)
        return True

    with web(caldav(), name="localhost") as other:
        routes = {path: Reply(301, {"Location": f"{other.url}dav/"}) for path in ("/.well-known/caldav", "/")}
        with web(routed(routes)) as site:
            with pytest.raises(ForeignHost, match=r"127\.0\.0\.1 leads to localhost, another domain"):
                look(host=host(site.url))
            assert other.log == []
            home = look(agree, host=host(site.url))
    assert home.principal == f"{other.url}dav/me/"
    assert questions == [Question("127.0.0.1", "localhost")]
    assert str(questions[0]).startswith("127.0.0.1 leads to localhost, another domain.")


def test_a_home_on_a_foreign_host_is_asked_about_once() -> None:
    questions: list[Question] = []

    def agree(question: Question) -> bool:
        questions.append(question)
        return True

    with web(caldav(), name="localhost") as other, web(caldav(home=f"{other.url}dav/home/")) as site:
        with pytest.raises(ForeignHost):
            look(url=site.url + "dav/")
        assert other.log == []
        home = look(agree, url=site.url + "dav/")
    assert home.homes == (f"{other.url}dav/home/",)
    assert [calendar.url for calendar in home.calendars] == [f"{other.url}dav/home/work/"]
    assert len(questions) == 1
    assert other.log[0].headers["authorization"].startswith("Basic ")


def test_a_home_on_another_port_of_the_same_host_keeps_the_login() -> None:
    """As with iCloud, whose homes are on pNN-caldav.icloud.com:443."""
    with web(caldav()) as other, web(caldav(home=f"{other.url}dav/home/")) as site:
        home = look(url=site.url + "dav/")
    assert home.homes == (f"{other.url}dav/home/",)


def test_a_foreign_host_from_the_dns_is_asked_about_and_only_then_contacted() -> None:
    questions: list[Question] = []

    def refuse_and_note(question: Question) -> bool:
        questions.append(question)
        return False

    def dns(domain: str) -> tuple[Service, ...]:
        assert domain == "loopback.invalid"
        return (Service("dav.hoster.invalid"), Service("dav.hoster.invalid", 8443))

    with pytest.raises(NoAnswer, match=r"no server named loopback\.invalid"):
        look(refuse_and_note, dns, email="dana@loopback.invalid")
    assert questions == [Question("loopback.invalid", "dav.hoster.invalid")]


@pytest.mark.parametrize("status", [200, 404, 405, 500])
def test_a_web_server_without_caldav(status: int) -> None:
    page = Reply(status, {"Content-Type": "text/html"}, b"<html><title>Welcome\x1b[31m</title></html>")
    expected = NoAnswer if status == 500 else NoCalDav
    with web(lambda _: page) as site, pytest.raises(expected) as caught:
        look(url=site.url + "calendar/")
    assert not isinstance(caught.value, NoCalDav) or caught.value.status == status


def test_plain_webdav_is_no_caldav() -> None:
    page = several({"/files/": "<resourcetype><collection/></resourcetype>"})
    with web(routed({"/files/": page})) as site, pytest.raises(NoCalDav):
        look(url=site.url + "files/")


def test_a_user_who_is_known_but_not_let_in() -> None:
    with web(lambda _: Reply(403)) as site, pytest.raises(Forbidden):
        look(url=site.url)


def test_a_wrong_path_is_got_over() -> None:
    with web(routed({"/.well-known/caldav": Reply(301, {"Location": "/dav/"})}, caldav())) as site:
        assert look(url=site.url + "calendar/").principal == f"{site.url}dav/me/"


def test_a_server_that_does_not_say_who_is_logged_in() -> None:
    """Synology: calendars stand right below the address."""
    listed = {"/caldav/": "<resourcetype><collection/></resourcetype>", "/caldav/work/": a_calendar("Work")}

    def answer(request: Request) -> Reply:
        if request.path != "/caldav/":
            return Reply(404)
        return several(listed if request.headers["depth"] == "1" else {"/caldav/": listed["/caldav/"]})

    with web(answer) as site:
        home = look(url=site.url + "caldav/")
    assert (home.principal, home.homes) == ("", (f"{site.url}caldav/",))
    assert [calendar.name for calendar in home.calendars] == ["Work"]


def test_a_principal_found_at_once_is_not_asked_again() -> None:
    props = (
        "<current-user-principal><href>/dav/me/</href></current-user-principal>"
        "<C:calendar-home-set><href>/dav/home/</href></C:calendar-home-set>"
    )
    with web(routed({"/dav/me/": multistatus("/dav/me/", props)}, caldav())) as site:
        look(url=site.url + "dav/me/")
    assert site.asked == ["PROPFIND /dav/me/", "PROPFIND /dav/home/"]


@pytest.fixture
def odd() -> Iterator[Site]:
    """A home with one calendar of each kind."""
    may = "<current-user-privilege-set><privilege><read/></privilege>{}</current-user-privilege-set>"
    read, write = may.format(""), may.format("<privilege><bind/></privilege>")
    tasks = '<C:supported-calendar-component-set><C:comp name="vtodo"/></C:supported-calendar-component-set>'
    types = "<resourcetype><collection/><C:calendar/><CS:{}/></resourcetype>"
    deleted = '<deleted-calendar xmlns="http://nextcloud.com/ns"/>'
    calendars = {
        "/dav/home/plain/": a_calendar(),
        "/dav/home/tasks/": a_calendar("Tasks", tasks),
        "/dav/home/read/": a_calendar("Read", read),
        "/dav/home/write/": a_calendar("Write", write),
        "/dav/home/theirs/": a_calendar("Theirs", "<owner><href>/dav/them/</href></owner>"),
        "/dav/home/mine/": a_calendar("Mine", "<owner><href>/dav/me</href></owner>"),
        "/dav/home/shared/": types.format("shared"),
        "/dav/home/holidays/": types.format("subscribed"),
        "/dav/home/caf%C3%A9": a_calendar(),
        "/dav/home/hostile/": a_calendar("Work&#10;&#x9b;31m  \u202eevil " + "x" * 500),
        "/dav/home/trash/": f"<resourcetype><collection/><C:calendar/>{deleted}</resourcetype>",
        "/dav/home/inbox/": "<resourcetype><collection/><C:schedule-inbox/></resourcetype>",
    }
    addresses = (
        "<C:calendar-user-address-set><href>mailto:Dana@Example.org</href><href>/dav/me/</href>"
        "<href>MAILTO:dana%2Bjobs@example.org</href></C:calendar-user-address-set>"
    )
    with web(caldav(calendars=calendars, more=addresses)) as site:
        yield site


def test_what_is_said_of_each_calendar(odd: Site) -> None:
    home = look(url=odd.url + "dav/")
    found = {urlsplit(calendar.url).path.split("/")[3]: calendar for calendar in home.calendars}
    assert set(found) == {
        *("plain", "tasks", "read", "write", "theirs", "mine", "shared", "holidays", "caf%C3%A9", "hostile")
    }
    assert (found["plain"].name, found["caf%C3%A9"].name) == ("plain", "café")
    assert found["plain"].components == ALL_COMPONENTS
    assert found["tasks"].components == {"VTODO"}
    assert {name for name, calendar in found.items() if calendar.read_only} == {"read", "holidays"}
    assert {name for name, calendar in found.items() if calendar.foreign} == {"theirs", "shared"}
    assert all(calendar.url.endswith("/") for calendar in home.calendars)
    assert home.addresses == ("dana@example.org", "dana+jobs@example.org")


def test_a_hostile_name_is_one_harmless_line(odd: Site) -> None:
    name = next(item.name for item in look(url=odd.url + "dav/").calendars if "hostile" in item.url)
    assert name.startswith("Work 31m evil x")
    assert name.isprintable()
    assert len(name) <= 200


def test_the_password_is_in_no_repr_and_no_error(odd: Site) -> None:
    home = look(url=odd.url + "dav/")
    account = Account("work", url=odd.url, username=USER)
    secret = Secret(PASSWORD)
    assert PASSWORD not in repr((home, account, secret, open_session(account, secret)))
