"""The package as other programs use it: plan and sync on a file, a folder and a server."""

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import conftest
import followup_cal
from conftest import SAMPLES
from dav.servers import PASSWORD, USER, Server, radicale
from followup_cal import (
    Account,
    Action,
    Config,
    Medium,
    Person,
    Planning,
    PlanState,
    Profile,
    Ref,
    Request,
    Unreachable,
    UsageProblem,
)

MANUAL = Path(__file__).parents[2] / "docs" / "api.md"
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 17, 8, tzinfo=NEW_YORK)
ROBIN = Config(
    profile=Profile(names=("Robin Adeyemi",), addresses=("robin@adeyemi.example",), timezone="America/New_York"),
    planning=Planning(country="US"),
)
INTERVIEW = conftest.INTERVIEW.encode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one interview in it, and an empty one to work in."""
    place, here = tmp_path / "personal", tmp_path / "here"
    place.mkdir()
    here.mkdir()
    (place / "one.ics").write_bytes(INTERVIEW)
    monkeypatch.chdir(here)
    return place


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


def counts(result: followup_cal.Result) -> tuple[int, int, int, int]:
    return result.created, result.updated, result.deleted, result.kept


def test_a_plan_says_what_when_to_whom_and_why(folder: Path) -> None:
    plan = followup_cal.plan(Request(now=NOW, sources=(folder / "one.ics",), config=ROBIN))
    assert [item.step for item in plan.followups] == [
        "ask-next-steps",
        "take-notes",
        "thank-you",
        "status-email",
        "phone-call",
        "final-note",
        "close",
    ]
    thanks = plan.followups[2]
    assert thanks.application == "globex/data-engineer"
    assert thanks.interview == Ref("one@calendar.example")
    assert (thanks.medium, thanks.component, thanks.state) == (Medium.EMAIL, "VTODO", PlanState.PLANNED)
    assert thanks.at == thanks.start == datetime(2026, 11, 17, 17, tzinfo=NEW_YORK)
    assert thanks.end == datetime(2026, 11, 18, 15, tzinfo=NEW_YORK)
    assert thanks.to == (Person("Dana Okafor", "dana@globex.example"),)
    assert thanks.summary == "Thank Dana Okafor (Globex, Data Engineer)"
    assert thanks.body.startswith("Dear Dana,\n")
    assert (thanks.mailto or "").startswith("mailto:dana@globex.example?subject=")
    assert thanks.reason == ""
    assert plan.problems == ()
    assert list(Path.cwd().iterdir()) == []


def test_a_file_gets_a_second_one_beside_it(folder: Path) -> None:
    request = Request(now=NOW, sources=(folder / "one.ics",), config=ROBIN)
    result = followup_cal.sync(request)
    assert (counts(result), result.interviews, result.applications, result.requests) == ((7, 0, 0, 0), 1, 1, 0)
    assert {change.action for change in result.changes} == {Action.CREATE}
    assert {change.summary: change.due for change in result.changes if change.summary.startswith("Thank")} == {
        "Thank Dana Okafor (Globex, Data Engineer)": datetime(2026, 11, 18, 15, tzinfo=NEW_YORK)
    }
    assert (folder / "one.ics").read_bytes() == INTERVIEW
    assert Path("followups.ics").read_bytes().count(b"@followup-cal") == 7
    assert counts(followup_cal.sync(request)) == (0, 0, 0, 7)
    assert {item.state for item in followup_cal.plan(request).followups} == {PlanState.WRITTEN}


def test_a_dry_run_tells_and_writes_nothing(folder: Path) -> None:
    result = followup_cal.sync(Request(now=NOW, sources=(folder,), config=ROBIN), dry_run=True)
    assert (counts(result), result.dry_run) == ((7, 0, 0, 0), True)
    assert [path.name for path in folder.iterdir()] == ["one.ics"]


def test_a_folder_gets_its_follow_ups_back_and_what_is_deleted_stays_deleted(folder: Path) -> None:
    request = Request(now=NOW, sources=(folder,), config=ROBIN)
    result = followup_cal.sync(request)
    assert len(list(folder.iterdir())) == 8
    thanks = next(change for change in result.changes if change.summary.startswith("Thank"))
    (folder / f"{thanks.uid.partition('@')[0]}.ics").unlink()
    assert counts(followup_cal.sync(request)) == (0, 0, 0, 6)
    assert {item.step: item.state for item in followup_cal.plan(request).followups}["thank-you"] is PlanState.DELETED
    assert counts(followup_cal.sync(replace(request, again=True))) == (1, 0, 0, 6)


def test_what_is_read_only_is_not_written_to(folder: Path) -> None:
    request = Request(now=NOW, sources=(folder,), read_only=(folder,), config=ROBIN)
    assert counts(followup_cal.sync(request)) == (7, 0, 0, 0)
    assert [path.name for path in folder.iterdir()] == ["one.ics"]
    assert Path("followups.ics").read_bytes().count(b"@followup-cal") == 7
    with pytest.raises(Unreachable, match="personal is not to be written to"):
        followup_cal.sync(replace(request, to=folder))


def test_the_command_line_knows_what_the_api_wrote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from followup_cal.cli import main

    followup_cal.sync(Request(now=NOW, sources=(folder,), config=ROBIN))
    who = ["--timezone=America/New_York", "--country=US", "--name=Robin Adeyemi", "--me=robin@adeyemi.example"]
    assert main(["sync", str(folder), f"--now={NOW.isoformat()}", *who]) == 0
    assert capsys.readouterr().out == "1 interview in 1 application: nothing to do, 7 follow-ups up to date.\n"


def test_an_account_gets_its_follow_ups_back(server: Server) -> None:
    url = server.make_calendar(name="Interviews")
    server.put(f"{url}theirs.ics", INTERVIEW)
    account = Account(
        name="work",
        url=server.url,
        username=USER,
        password_command=(sys.executable, "-c", f"print('{PASSWORD}')"),
        allow_http=True,
        calendars=("Interviews",),
    )
    request = Request(now=NOW, config=replace(ROBIN, accounts=(account,)))
    assert len(followup_cal.plan(request).followups) == 7
    result = followup_cal.sync(request)
    assert counts(result) == (7, 0, 0, 0)
    assert result.requests > 0
    assert (result.failed, result.problems) == ((), ())
    assert counts(followup_cal.sync(request)) == (0, 0, 0, 7)
    assert counts(followup_cal.sync(replace(request, sources=("work/Interviews",)))) == (0, 0, 0, 7)


def test_without_a_state_file_no_trace_is_left(folder: Path, machine: Path) -> None:
    request = Request(now=NOW, sources=(folder,), config=ROBIN, state=None)
    assert counts(followup_cal.sync(request)) == (7, 0, 0, 0)
    assert [path for path in machine.rglob("*") if path.is_file()] == []
    assert counts(followup_cal.sync(request)) == (0, 0, 0, 7)


def test_what_cannot_be_is_told_in_a_sentence_with_a_hint(folder: Path) -> None:
    with pytest.raises(Unreachable) as missing:
        followup_cal.plan(Request(now=NOW, sources=("absent.ics",), config=ROBIN))
    assert (missing.value.problem, missing.value.hint) == (
        "absent.ics does not exist.",
        "Name an .ics file, a folder of .ics files, or an account.",
    )
    with pytest.raises(UsageProblem):
        followup_cal.sync(Request(now=NOW))
    with pytest.raises(ValueError, match="must be an aware datetime"):
        Request(now=datetime(2026, 11, 17, 8), sources=(folder,))  # noqa: DTZ001 - that is the mistake


def test_the_users_own_configuration_is_read_as_the_command_line_reads_it(machine: Path) -> None:
    assert followup_cal.load_config().profile.names == ()
    own = machine / "config" / "followup-cal"
    own.mkdir(parents=True)
    (own / "config.toml").write_text('cadence = "quiet"\n[me]\nnames = ["Robin Adeyemi"]\n')
    config = followup_cal.load_config()
    assert (config.profile.names, config.cadence, config.folder) == (("Robin Adeyemi",), "quiet", own)
    other = machine / "other.toml"
    other.write_text('[me]\ntimezone = "Europe/Berlin"\n')
    assert followup_cal.load_config(other).profile.timezone == "Europe/Berlin"


def loaded_by(code: str) -> set[str]:
    """What Python loads for some code, beyond what it has loaded already."""
    lines = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_no_library_and_no_module_of_its_own() -> None:
    loaded = loaded_by("import followup_cal")
    assert {name for name in loaded if name.startswith("followup_cal")} == {"followup_cal"}
    assert {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names) == {"followup_cal"}


HEAVY = {"caldav", "dns", "holidays", "icalendar", "jinja2", "keyring", "lxml", "nameparser", "tldextract", "urllib3"}


@pytest.mark.parametrize(
    "code", ["from followup_cal.cli import main; main(['--help'])", "import followup_cal.khal"], ids=["help", "khal"]
)
def test_the_help_and_the_start_of_khal_load_no_heavy_library(code: str) -> None:
    assert {name.partition(".")[0] for name in loaded_by(code)} & (HEAVY | {"khal"}) == set()


# What is promised: a name or field that goes is a new major version, one that comes a new minor one.
PROMISED = {
    "Account": (
        "name",
        "url",
        "host",
        "email",
        "username",
        "provider",
        "password_command",
        "password_env",
        "ca_file",
        "auth",
        "allow_http",
        "calendars",
        "events_to",
        "tasks_to",
        "may_write",
    ),
    "Changed": ("action", "uid", "summary", "due", "reason", "error"),
    "Config": ("profile", "planning", "sources", "to", "cadence", "entries", "compose", "accounts", "folder"),
    "Hours": ("message", "calls_from", "calls_until", "quiet_from", "quiet_until"),
    "Person": ("name", "email"),
    "Plan": ("followups", "problems"),
    "Planned": (
        "uid",
        "application",
        "interview",
        "step",
        "medium",
        "component",
        "at",
        "start",
        "end",
        "alarms",
        "to",
        "summary",
        "subject",
        "body",
        "mailto",
        "why",
        "state",
        "reason",
    ),
    "Planning": (
        "country",
        "hours",
        "quiet_start",
        "quiet_end",
        "past_days",
        "future_days",
        "ahead",
        "no_phone",
        "prefer",
        "skip",
        "extra",
    ),
    "Problem": ("where", "what", "damaged"),
    "Profile": (
        "names",
        "addresses",
        "employers",
        "timezone",
        "language",
        "phone",
        "field",
        "strengths",
        "register",
        "address",
    ),
    "Ref": ("uid", "recurrence_id"),
    "Request": (
        "now",
        "sources",
        "config",
        "to",
        "in_place",
        "read_only",
        "state",
        "confirm",
        "remember",
        "force",
        "again",
        "refresh",
        "everything",
        "progress",
    ),
    "Result": (
        "changes",
        "failed",
        "kept",
        "interviews",
        "applications",
        "requests",
        "dry_run",
        "problems",
    ),
}
OTHERS = {
    "Action",
    "ConfigProblem",
    "FollowupError",
    "Medium",
    "PlanState",
    "Unreachable",
    "Unsafe",
    "UsageProblem",
    "load_config",
    "plan",
    "sync",
}
INTERNAL = {"run", "decision", "errors"}


def test_the_public_names_are_those_that_are_promised() -> None:
    assert set(followup_cal.__all__) == set(PROMISED) | OTHERS
    assert set(dir(followup_cal)) >= set(followup_cal.__all__)
    with pytest.raises(AttributeError):
        followup_cal.nothing  # noqa: B018 - looking it up is the point


@pytest.mark.parametrize("name", PROMISED)
def test_the_values_have_the_fields_that_are_promised_and_are_frozen(name: str) -> None:
    value = getattr(followup_cal, name)
    fields = tuple(item.name for item in dataclasses.fields(value) if item.name not in INTERNAL)
    assert fields == PROMISED[name]
    assert value.__dataclass_params__.frozen


def test_the_manual_names_everything_that_is_public() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert [name for name in followup_cal.__all__ if f"`{name}" not in text] == []
    shown = ("Changed", "Plan", "Planned", "Problem", "Request", "Result")
    assert [f"{name}.{field}" for name in shown for field in PROMISED[name] if f"`{field}`" not in text] == []


def test_the_script_of_the_manual_prints_what_the_manual_says(tmp_path: Path) -> None:
    script, _, rest = MANUAL.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")
    said = rest.partition("```text\n")[2].partition("```")[0]
    assert len([line for line in script.splitlines() if line]) == 10
    (tmp_path / "calendly.ics").write_bytes((SAMPLES / "calendly.ics").read_bytes())
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (said, "")
    assert (tmp_path / "followups.ics").read_bytes().count(b"@followup-cal") == 7
