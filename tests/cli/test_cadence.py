"""The commands about cadences."""

from pathlib import Path

import pytest

from conftest import SAMPLES, Tool
from followup_cal.data import PACKAGE

PRESETS = ["agency", "balanced", "classic", "experts", "hrbartender", "interobservers", "quiet", "teal"]
MINE = 'name = "quiet"\nabout = "Mine."\n[[step]]\nname = "status-email"\nat = "end + 8bd"\nhour = "message"\n'


@pytest.fixture
def own(machine: Path) -> Path:
    folder = machine / "config" / "followup-cal" / "cadences"
    folder.mkdir(parents=True)
    return folder


def test_list_names_every_cadence(tool: Tool) -> None:
    result = tool("cadence", "list")
    rows = [line.split(None, 1) for line in result.out.splitlines()]
    assert (result.code, [name for name, _ in rows]) == (0, [*PRESETS, "special"])
    assert rows[1][1] == "Thanks the same day, an e-mail after a week, a call after two, a last note, then let go."


def test_the_users_own_comes_first(tool: Tool, own: Path) -> None:
    (own / "quiet.toml").write_text(MINE)
    (own / "torn.toml").write_text("name = 3")
    listed = tool("cadence", "list").out.splitlines()
    assert f"quiet           Mine. ({own / 'quiet.toml'})" in listed
    assert any(line.startswith("torn ") and "to correct: `followup-cal cadence lint torn`" in line for line in listed)
    shown = tool("cadence", "show", "quiet")
    assert (shown.out, shown.err) == (MINE, f"quiet: {own / 'quiet.toml'}\n")


@pytest.mark.parametrize("name", [*PRESETS, "special"])
def test_show_prints_the_file(tool: Tool, name: str) -> None:
    path = "special.toml" if name == "special" else f"cadences/{name}.toml"
    shown = tool("cadence", "show", name)
    assert (shown.code, shown.out) == (0, PACKAGE.joinpath(path).read_text(encoding="utf-8"))
    assert shown.err == f"{name}: followup_cal/data/{path}\n"


def test_copy_makes_one_to_edit(tool: Tool, own: Path) -> None:
    copied = tool("cadence", "copy", "teal", "mine")
    assert (copied.code, copied.out) == (0, f"{own / 'mine.toml'}\n")
    assert 'name = "mine"' in (own / "mine.toml").read_text(encoding="utf-8")
    assert tool("cadence", "lint").out == "10 checked, no mistakes.\n"
    again = tool("cadence", "copy", "teal", "mine")
    assert (again.code, "exists already" in again.err) == (2, True)


def test_a_copy_needs_no_folder(tool: Tool, tmp_path: Path) -> None:
    result = tool("cadence", "copy", "quiet", "--config", tmp_path / "new" / "config.toml")
    assert (result.code, (tmp_path / "new" / "cadences" / "quiet.toml").is_file()) == (0, True)


@pytest.mark.parametrize("command", ["show", "copy", "lint"])
def test_what_does_not_exist_is_named(tool: Tool, command: str) -> None:
    result = tool("cadence", command, "frantic")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"Error: There is no cadence 'frantic'.\nHint:  There are {', '.join(PRESETS)}.\n"
    assert tool("cadence", command, "../balanced").code == 2


def test_lint_tells_file_and_line(tool: Tool, own: Path) -> None:
    (own / "mine.toml").write_text(
        'name = "yours"\ncap = 3\n\n[[step]]\nname = "status-email"\nat = "end + 5h"\nhour = "message"\n'
    )
    (own / "odd.toml").write_text('name = "odd"\ncap = "x"\n[[step]]\nname = "a"\nhour = "noon"\nat = "end + 2bd"\n')
    (own / "torn.toml").write_text('name = "torn"\nsteps = [\n')
    (own / "other.toml").write_text(MINE)
    result = tool("cadence", "lint")
    assert result.code == 2
    assert [line.removeprefix(f"{own}/") for line in result.out.splitlines()] == [
        (
            "mine.toml:6: step 1 (status-email): `at` must count days or business days, and not from `start`, "
            "where `hour` is not exact."
        ),
        "odd.toml:2: `cap` must be a whole number from 0 to 99, not 'x'.",
        "odd.toml:5: step 1 (a): `hour` must be one of exact, message, call, not 'noon'.",
        "other.toml:1: `name` is 'quiet', the file's is 'other'; they should agree.",
        "torn.toml:2: Invalid value (at end of document).",
    ]


def test_lint_checks_a_file_anywhere(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "quiet.toml").write_text(MINE)
    assert tool("cadence", "lint", "quiet.toml").out == "1 checked, no mistakes.\n"
    (tmp_path / "special.toml").write_text(MINE)
    assert tool("cadence", "lint", "special.toml").out.splitlines() == [
        "special.toml:1: `name` is not known; allowed are step.",
        "special.toml:2: `about` is not known; allowed are step.",
    ]
    assert tool("cadence", "lint", "absent.toml").code == 2


def test_a_cadence_of_ones_own_is_used(tool: Tool, own: Path) -> None:
    (own / "quiet.toml").write_text(MINE)
    now = ("--now=2026-11-18T07:30:00+01:00", "--timezone=Europe/Berlin", "--no-cache")
    result = tool("plan", SAMPLES / "apple-icloud.ics", "--cadence=quiet", *now)
    assert result.code == 0
    assert "8 business days after the interview" in result.out


def test_a_cadence_that_does_not_exist_stops_the_run(tool: Tool) -> None:
    result = tool("plan", SAMPLES / "apple-icloud.ics", "--cadence=frantic")
    assert (result.code, result.err) == (
        2,
        f"Error: There is no cadence 'frantic'.\nHint:  There are {', '.join(PRESETS)}.\n",
    )


def test_help_loads_no_cadence(tool: Tool) -> None:
    assert "cadence" in tool("--help").out
