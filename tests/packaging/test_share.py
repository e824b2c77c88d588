"""What is built beside the code: man pages, completions, the version."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from followup_cal.cli import main

ROOT = Path(__file__).parents[2]


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_man_pages_are_those_of_the_command_line(tmp_path: Path) -> None:
    import_module("make_man").make(tmp_path)
    fresh, kept = files(tmp_path), files(ROOT / "share/man/man1")
    assert len(fresh) > 20
    assert fresh == kept, "run `make man`"


def test_a_page_says_what_the_help_says() -> None:
    page = (ROOT / "share/man/man1/followup-cal-sync.1").read_text()
    assert "Running it again changes nothing." in page
    assert "\\fB\\-\\-in\\-place\\fP\nWrite into the .ics files that were read." in page
    assert not [line for line in page.splitlines() if re.match(r"\.(?!TH|SH|TP|B|PP)", line)]


@pytest.mark.parametrize(
    ("shell", "typed", "answer"),
    [
        ("bash", ("followup-cal sy", "1"), "plain,sync\n"),
        ("bash", ("followup-cal schedule in", "2"), "plain,install\n"),
    ],
)
def test_the_shells_get_completions(
    shell: str,
    typed: tuple[str, str],
    answer: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("_FOLLOWUP_CAL_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", typed[0])
    monkeypatch.setenv("COMP_CWORD", typed[1])
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(answer)


def test_the_version_is_the_newest_of_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    built = (ROOT / project["tool"]["hatch"]["version"]["path"]).read_text()
    found = re.search(r"(?m)^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text())
    assert found
    assert re.findall('(?m)^__version__ = "(.*)"$', built) == [found[1]]
