"""The login at Google, through the command line: what works, and what is said about everything that does not."""

import json
import os
import sys
import webbrowser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest

from accounts.drawer import Drawer
from conftest import Result, Tool
from dav.account import Account, interview
from dav.google import REFRESH, Google, google
from dav.servers import PASSWORD, radicale
from followup_cal.credentials import Secret
from followup_cal.google import GoogleProblem, access_token, log_in, read_client

NOW = "--now=2026-11-18T08:00:00-05:00"
ME = ("--name=Robin Adeyemi", "--me=robin@adeyemi.example", "--timezone=America/New_York", "--country=US")


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    backend = Drawer()
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)
    return backend


@pytest.fixture
def there(tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    # On loopback it speaks plain http; the real one is asked over https only.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    folder = tmp_path / "server"
    folder.mkdir()
    with radicale(folder) as server, google(server, tmp_path) as running:
        calendar = server.make_calendar(["VEVENT"], "Robin")
        server.put(f"{calendar}theirs.ics", interview("one"))
        monkeypatch.setattr(webbrowser, "open", running.browse)
        assert drawer.kept == {}
        yield running


@pytest.fixture
def config(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account whose CalDAV is on loopback, and no password in the environment."""
    monkeypatch.delenv("DAV_PASSWORD", raising=False)
    return machine / "config" / "followup-cal" / "config.toml"


def init(tool: Tool, there: Google, config: Path, *more: str) -> Result:
    if not config.exists():
        config.parent.mkdir(parents=True)
        config.write_text(
            f'[accounts.google]\nurl = "{there.caldav.server.url}"\nusername = "robin@adeyemi.example"\n'
            'provider = "google"\nallow_http = true\n'
        )
    return tool("init", "--account=google", f"--google-client={there.client}", *ME, NOW, *more)


def synced(tool: Tool) -> Result:
    return tool("sync", NOW, "--json")


def test_success(tool: Tool, there: Google, config: Path, drawer: Drawer) -> None:
    result = init(tool, there, config, "--write")
    assert result.code == 0
    assert any(line.startswith("http://127.0.0.1:") and "state=" in line for line in result.err.splitlines())
    assert "1 interview in 1 application: follow-ups 6 would be written (google/Robin)." in result.out
    page, exchange = there.asked[:2]
    assert page["scope"] == "https://www.googleapis.com/auth/calendar"
    assert (page["response_type"], page["code_challenge_method"], page["access_type"]) == ("code", "S256", "offline")
    assert page["redirect_uri"].startswith("http://127.0.0.1:")
    assert page["login_hint"] == "robin@adeyemi.example"
    assert exchange["redirect_uri"] == page["redirect_uri"]
    assert 'auth = "oauth"\n' in config.read_text()
    assert json.loads(drawer.kept["followup-cal", "google"])["refresh_token"] == REFRESH
    for secret in (REFRESH, "access-1", "not-so-secret"):
        assert secret not in result.out + result.err + config.read_text()
    again = synced(tool)
    assert again.code == 0
    assert json.loads(again.out)["kept"] == 6
    assert set(there.asked[-1]) == {"grant_type", "client_id", "client_secret", "refresh_token", "scope"} - {"scope"}


_started: list[str] = []
sys.addaudithook(
    lambda event, values: (
        _started.append(repr(values)) if event in {"subprocess.Popen", "os.exec", "os.putenv"} else None
    )
)


def test_no_secret_of_the_login_is_said_or_kept_or_given_to_a_program(
    tool: Tool, there: Google, config: Path, drawer: Drawer, tmp_path: Path
) -> None:
    machine = config.parents[2]
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    _started.clear()
    results = [init(tool, there, config, "--write", "-vvv")]
    results += [tool(*words, NOW, "-vvv") for words in (("sync",), ("plan",), ("check",), ("calendars",))]
    assert [result.code for result in results] == [0] * 5
    there.ended = True
    results += [tool("sync", NOW, "-vvv")]
    there.decide = lambda page: {"state": page["state"], "code": "code-2"}
    results += [init(tool, there, config, "-vvv")]
    assert [result.code for result in results[5:]] == [3, 3]
    verifiers = {page["code_verifier"] for page in there.asked if "code_verifier" in page}
    secrets = {REFRESH, "not-so-secret", "code-1", "code-2", PASSWORD, *there.tokens, *verifiers}
    assert len(secrets) >= 10
    told = "".join(result.out + result.err for result in results)
    files = {path for path in (*machine.rglob("*"), *tmp_path.rglob("*")) if path.is_file()} - before
    kept = "".join(path.read_bytes().decode("utf-8", "replace") for path in files if "server" not in path.parts)
    assert "globex" in kept.lower()
    for place in (told, kept, "".join(_started), repr(dict(os.environ))):
        assert [secret for secret in secrets if secret in place] == []
    assert REFRESH in drawer.kept["followup-cal", "google"]


def test_everything_is_an_event_with_reminders_that_google_takes(tool: Tool, there: Google, config: Path) -> None:
    init(tool, there, config, "--write")
    puts = [status for method, _, status in there.caldav.log if method == "PUT"]
    assert puts == [201] * 6
    account = Account(there.caldav.server, tool, config)
    assert account.tool("plan", NOW, "--json").out.count('"component": "VEVENT"') >= 6


def failed(result: Result, problem: str, hint: str) -> None:
    assert (result.code, result.out) == (3, "")
    assert result.err.endswith(f"Error: {problem}\nHint:  {hint}\n")


def test_a_wrong_state(tool: Tool, there: Google, config: Path, drawer: Drawer) -> None:
    there.decide = lambda _: {"state": "somebody-elses", "code": "code-1"}
    failed(
        init(tool, there, config),
        "An answer came that does not belong to this login; it was not used.",
        "Close other pages of Google's login, then run it again.",
    )
    assert len(there.asked) == 1
    assert drawer.kept == {}


def test_denied(tool: Tool, there: Google, config: Path, drawer: Drawer) -> None:
    there.decide = lambda page: {"state": page["state"], "error": "access_denied"}
    failed(
        init(tool, there, config),
        "Google was told not to give access.",
        "Run it again and choose Continue; access to calendars is needed.",
    )
    assert drawer.kept == {}
    assert "auth" not in config.read_text()


def test_a_client_that_the_organisation_forbids(tool: Tool, there: Google, config: Path) -> None:
    there.decide = lambda page: {"state": page["state"], "error": "admin_policy_enforced"}
    failed(
        init(tool, there, config),
        "The administrators of your organisation do not allow this client.",
        "Use another account, or ask them.",
    )


def test_a_client_that_was_deleted(tool: Tool, there: Google, config: Path) -> None:
    there.unknown_client = True
    failed(
        init(tool, there, config),
        "Google does not know this client.",
        "It may have been deleted: download its file again, or create another.",
    )


def test_a_code_of_somebody_else(tool: Tool, there: Google, config: Path) -> None:
    there.decide = lambda page: {"state": page["state"], "code": "code-2"}
    failed(
        init(tool, there, config),
        "Google refused the login (Malformed auth code.).",
        "Log in again with `followup-cal init`.",
    )


def test_the_box_for_calendars_was_not_ticked(tool: Tool, there: Google, config: Path) -> None:
    there.scope = "openid"
    failed(
        init(tool, there, config),
        "Google gave access, but not to your calendars.",
        "Run it again and tick the box for calendars.",
    )


def test_revoked(tool: Tool, there: Google, config: Path) -> None:
    init(tool, there, config)
    there.ended = True
    failed(
        synced(tool),
        "Google no longer accepts the login of 2026-11-18: it was withdrawn, your password was changed, or it was not "
        "used for six months.",
        "Log in again with `followup-cal init`. If it ended after seven days, publish your app first: in “Testing” "
        "logins do not last longer.",
    )
    there.ended = False
    assert init(tool, there, config).code == 0
    assert synced(tool).code == 0


def test_the_seven_days_of_testing(tool: Tool, there: Google, config: Path) -> None:
    there.testing = True
    told = " ".join(init(tool, there, config).err.split())
    assert (
        "This login will end after seven days, since your app is in “Testing”. Publish the app on its consent screen "
        "(“In production”), then run this again." in told
    )
    there.ended = True
    failed(
        synced(tool),
        "The login at Google of 2026-11-18 has ended: while your app is in “Testing”, logins last for seven days.",
        "Publish the app on its consent screen (“In production”), then log in again with `followup-cal init`.",
    )


def test_an_access_token_that_expired_is_renewed(tool: Tool, there: Google, config: Path) -> None:
    init(tool, there, config)
    there.tokens.append("an hour later")
    assert synced(tool).code == 0
    assert there.tokens[-1] == f"access-{len(there.tokens)}"


def test_the_caldav_api_is_not_enabled(tool: Tool, there: Google, config: Path) -> None:
    there.enabled = False
    failed(
        init(tool, there, config),
        "127.0.0.1 knows the user, but gives no access to calendars (403)",
        "Enable the CalDAV API in the Google project of your client: it is another one than the Calendar API. Then "
        "wait a few minutes and try again.",
    )


def test_check_finds_what_is_wrong(tool: Tool, there: Google, config: Path) -> None:
    init(tool, there, config)
    assert tool("check", NOW).code == 0
    there.ended = True
    found = tool("check", "-q", NOW)
    assert found.code == 3
    assert "FAILED  Google no longer accepts the login of 2026-11-18" in found.out
    there.ended, there.enabled = False, False
    assert "Enable the CalDAV API in the Google project" in tool("check", "-q", NOW).out


def test_nobody_answers_in_the_browser(there: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda *_: False)
    shown: list[str] = []
    now = datetime(2026, 11, 18, tzinfo=UTC)
    with pytest.raises(GoogleProblem, match="Nobody agreed in the browser in time"):
        log_in(read_client(str(there.client)), "robin@adeyemi.example", now, shown.append, patience=1)
    assert shown[0].startswith(f"{json.loads(there.client.read_text())['installed']['auth_uri']}?")


def test_a_file_that_is_no_client(tool: Tool, there: Google, config: Path) -> None:
    there.client.write_text('{"web": {"client_id": "x"}}')
    result = init(tool, there, config)
    assert result.code == 2
    assert "the file of a client of the type “Desktop app”; create one of this type" in result.err


def test_without_the_extra(tool: Tool, there: Google, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "google_auth_oauthlib.flow", None)
    result = init(tool, there, config)
    assert result.code == 2
    assert result.err.endswith(
        "Error: The login at Google needs a package that is not installed.\n"
        "Hint:  Install it with `pip install 'followup-cal[google]'`.\n"
    )


def test_a_password_in_its_place() -> None:
    for kept in ("hunter2", "[]", "{}"):
        with pytest.raises(GoogleProblem, match="What is kept as the login at Google cannot be read"):
            access_token(Secret(kept))
