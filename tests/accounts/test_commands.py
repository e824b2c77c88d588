"""`check` and `calendars` as a user runs them, and what they never print."""

import json
import logging
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import Tool
from dav.loopback import Reply, a_calendar, caldav, only_this_machine, web
from dav.servers import PASSWORD
from followup_cal.checking import reach

Configured = Callable[..., Path]
LOGIN = 'username = "dana"\npassword_env = "DAV_PASSWORD"\nallow_http = true'


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the DNS, a proxy nor a keyring of the machine is asked."""
    monkeypatch.setattr(socket, "getaddrinfo", only_this_machine)
    monkeypatch.setattr(reach, "getproxies", dict)
    monkeypatch.setenv("DAV_PASSWORD", PASSWORD)


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    """Writes a configuration with an account for each address."""

    def write(*urls: str, more: str = "") -> Path:
        path = tmp_path / "config.toml"
        tables = [f'[accounts.a{number}]\nurl = "{url}"\n{LOGIN}\n' for number, url in enumerate(urls, start=1)]
        path.write_text("\n".join(tables) + more)
        return path

    return write


CALENDARS = {
    "/dav/home/work/": a_calendar("Work"),
    "/dav/home/holidays/": a_calendar(
        "Holidays\u202e", "<current-user-privilege-set><privilege><read/></privilege></current-user-privilege-set>"
    ),
    "/dav/home/tasks/": a_calendar(
        "To do", '<C:supported-calendar-component-set><C:comp name="VTODO"/></C:supported-calendar-component-set>'
    ),
}


def test_calendars(tool: Tool, configured: Configured) -> None:
    with web(caldav(calendars=CALENDARS)) as site:
        result = tool("calendars", "--config", configured(site.url + "dav/"))
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"a1: dana at {urlsplit(site.url).netloc}",
        "  * a1/Work      events and tasks",
        "  * a1/Holidays  events and tasks, read-only",
        "    a1/To do     tasks",
        "  * is read when only the account is named.",
    ]


def test_calendars_as_json(tool: Tool, configured: Configured) -> None:
    with web(caldav(calendars=CALENDARS)) as site:
        result = tool("calendars", "a1", "--json", "--config", configured(site.url + "dav/"))
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert lines[0] == {
        "account": "a1",
        "calendar": "Work",
        "source": "a1/Work",
        "url": f"{site.url}dav/home/work/",
        "components": ["VEVENT", "VJOURNAL", "VTODO"],
        "read_only": False,
        "foreign": False,
        "read": True,
    }
    assert [(line["calendar"], line["read"]) for line in lines[1:]] == [("Holidays", True), ("To do", False)]


def test_one_account_that_fails_does_not_hide_the_other(tool: Tool, configured: Configured) -> None:
    with web(caldav()) as site, web(lambda _: Reply(401)) as other:
        result = tool("calendars", "--config", configured(other.url, site.url + "dav/"))
    assert result.code == 1
    assert "a2/Work" in result.out
    assert result.err.startswith("a1: 127.0.0.1 does not accept")


def test_no_account_that_works(tool: Tool, configured: Configured) -> None:
    with web(lambda _: Reply(401)) as site:
        result = tool("calendars", "--config", configured(site.url))
    assert (result.code, result.out) == (3, "")
    assert "Hint:  Check user name and password." in result.err


@pytest.mark.parametrize("command", ["check", "calendars"])
def test_an_account_that_is_not_there(command: str, tool: Tool, configured: Configured) -> None:
    result = tool(command, "a11", "--config", configured("https://dav.example.org/"))
    assert (result.code, result.out) == (2, "")
    assert "There is no account 'a11'; did you mean a1?" in result.err


@pytest.mark.parametrize("command", ["check", "calendars"])
def test_no_account_at_all(command: str, tool: Tool) -> None:
    result = tool(command)
    assert (result.code, result.out) == (2, "")
    assert "No account is set up." in result.err


def test_mistakes_in_the_configuration(tool: Tool, configured: Configured) -> None:
    result = tool("check", "--config", configured("http://dav.example.org/", more='[accounts.b]\npassword = "x"\n'))
    assert result.code == 2
    assert "must begin with https" in result.err
    assert "`accounts.b.password` must not stand here" in result.err


def test_check(tool: Tool, configured: Configured) -> None:
    with web(caldav()) as site:
        result = tool("check", "--config", configured(site.url + "dav/"))
    port = urlsplit(site.url).port
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[:5] == [
        "a1",
        f"  ok      dana at 127.0.0.1:{port}.",
        "  ok      There is a password.",
        "  ok      127.0.0.1 has the address 127.0.0.1.",
        f"  ok      127.0.0.1 answers on port {port}.",
    ]


def test_check_that_fails(tool: Tool, configured: Configured) -> None:
    with web(lambda _: Reply(401)) as site:
        result = tool("check", "-q", "--config", configured(site.url))
    assert result.code == 3
    assert result.out.startswith("a1\n  FAILED  The server refused the login of dana.\n          Check user name")


def test_check_as_json(tool: Tool, configured: Configured) -> None:
    with web(caldav()) as site, web(lambda _: Reply(401)) as other:
        result = tool("check", "--json", "--config", configured(site.url + "dav/", other.url))
    found = json.loads(result.out)
    assert (result.code, found["ok"]) == (3, False)
    assert [(item["account"], item["provider"], item["ok"]) for item in found["accounts"]] == [
        ("a1", "other", True),
        ("a2", "other", False),
    ]
    assert found["accounts"][1]["steps"][-1]["step"] == "login"
    assert found["accounts"][0]["steps"][0] == {
        "step": "configuration",
        "verdict": "ok",
        "what": f"dana at {urlsplit(site.url).netloc}.",
        "advice": None,
    }


def test_with_a_pretended_time_clocks_are_not_compared(tool: Tool, configured: Configured) -> None:
    with web(caldav()) as site:
        result = tool("check", "--now=2020-01-01", "--config", configured(site.url + "dav/"))
    assert "clock" not in result.out


def test_the_password_shows_nowhere(
    tool: Tool, configured: Configured, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Not in the output, the log of any library, nor in a file."""
    caplog.set_level(logging.DEBUG)
    echo = Reply(403, {"Server": PASSWORD}, f"<p>{PASSWORD}</p>".encode())
    for answer in (caldav(), lambda _: Reply(401), lambda _: echo):
        with web(answer) as site:
            path = configured(site.url + "dav/")
            said = [tool(*words, "-vvv", "--config", path) for words in (("check", "--write"), ("calendars",))]
            assert any("authorization" in request.headers for request in site.log)
        assert PASSWORD not in "".join(result.out + result.err for result in said)
    assert PASSWORD not in caplog.text
    files = [file for file in (*tmp_path.rglob("*"), *Path.home().rglob("*")) if file.is_file()]
    assert not any(PASSWORD.encode() in file.read_bytes() for file in files)
