"""The templates in force, as a user sees, changes and checks them."""

import json
from pathlib import Path

import pytest

from conftest import SAMPLES, TYPED, Tool

REFRESH = ("--refresh",)
RUN = (
    "--now=2026-11-17T09:00:00+01:00",
    "--timezone=Europe/Berlin",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
)


def own(tmp_path: Path, text: str = "") -> str:
    config = tmp_path / "my" / "config.toml"
    config.parent.mkdir(exist_ok=True)
    config.write_text(text)
    return f"--config={config}"


def test_all_templates_are_listed_with_their_origin(tool: Tool) -> None:
    result = tool("template", "list")
    lines = result.out.splitlines()
    assert result.code == 0
    assert "en/ask-next-steps  (followup_cal/data/templates/en/ask-next-steps.txt)" in lines
    assert lines[-1] == "page  (followup_cal/data/templates/page.html)"
    assert {line.partition("/")[0] for line in lines[:-1]} == {"en", "de", "es", "fr", "it", "nl", "pt"}
    assert all(line.startswith("nl/") for line in tool("template", "list", "--language=nl").out.splitlines())


def test_a_template_is_shown_in_the_language_of_the_user(tool: Tool, tmp_path: Path) -> None:
    result = tool("template", "show", "close")
    assert result.out.startswith("# Nobody answered.")
    assert result.err == "From followup_cal/data/templates/en/close.txt.\n"
    assert tool("template", "show", "fr/close").out.startswith("# Personne n'a répondu.")
    assert tool("template", "show", "close", "--language=de-AT").out.startswith("# Niemand hat geantwortet.")
    config = own(tmp_path, '[me]\nlanguage = "it"')
    assert tool("template", "show", "close", config).out.startswith("# Nessuno ha risposto.")


def test_what_does_not_exist_is_named(tool: Tool) -> None:
    result = tool("template", "show", "singing-telegram")
    assert result.code == 2
    assert result.err == ("Error: There is no template en/singing-telegram.\nHint:  `template list` names them all.\n")
    assert tool("template", "list", "--language=xx").code == 2
    assert tool("template", "show", "../config").code == 2


def test_a_copy_takes_the_place_of_ours(tool: Tool, tmp_path: Path) -> None:
    config = own(tmp_path)
    target = tmp_path / "my" / "templates" / "en" / "close.txt"
    assert tool("template", "copy", "close", config).out == f"Copied to {target}.\n"
    target.write_text(target.read_text().replace("# Nobody answered.", "# Mine."))
    assert tool("template", "show", "close", config).out.startswith("# Mine.")
    assert f"en/close  ({target})" in tool("template", "list", config).out
    again = tool("template", "copy", "close", config)
    assert again.code == 2
    assert "Give --force to overwrite it." in again.err
    assert tool("template", "copy", "close", config, "--force").code == 0
    assert tool("template", "show", "close", config).out.startswith("# Nobody answered.")


@pytest.mark.parametrize(
    ("options", "languages"),
    [(("--language=de",), "de"), pytest.param((), "en, de, es, fr, it, nl, pt", marks=pytest.mark.slow)],
)
def test_ours_are_sound(options: tuple[str, ...], languages: str, tool: Tool) -> None:
    """The lint itself finds nothing in any of them (tests/draft)."""
    result = tool("template", "lint", *options)
    assert (result.code, result.out) == (0, f"All templates are sound ({languages}).\n")


def test_a_draft_that_should_not_be_sent_is_named(tool: Tool, tmp_path: Path) -> None:
    config = own(tmp_path)
    tool("template", "copy", "final-note", config)
    path = tmp_path / "my" / "templates" / "en" / "final-note.txt"
    path.write_text(path.read_text().replace("{{ thanks }}\n", "Touching base: what is the salary?\n", 1))
    result = tool("template", "lint", config, "--language=en")
    assert result.code == 1
    assert result.out.splitlines() == [
        "templates/en/final-note.txt: X1: says `salary`",
        "templates/en/final-note.txt: stock phrase: `touching base`",
    ]


def test_a_template_that_cannot_be_read_is_named_by_file_and_line(tool: Tool, tmp_path: Path) -> None:
    config = own(tmp_path)
    tool("template", "copy", "close", config)
    path = tmp_path / "my" / "templates" / "en" / "close.txt"
    path.write_text(path.read_text().replace("{{ parting }}", "{{ praise }}"))
    result = tool("template", "lint", config)
    assert result.code == 2
    assert "en/close.txt:12: `praise` is neither a fact nor a heading of this sheet" in result.err


def test_a_language_of_the_users_own(tool: Tool, tmp_path: Path) -> None:
    config = own(tmp_path)
    folder = tmp_path / "my" / "templates"
    for name in ("common", "thank-you"):
        tool("template", "copy", f"en/{name}", config)
    (folder / "en").rename(folder / "sv")
    assert tool("template", "list", config, "--language=sv").out.splitlines() == [
        f"sv/{name}  ({folder / 'sv' / name}.txt)" for name in ("common", "thank-you")
    ]
    assert tool("template", "lint", config, "--language=sv").code == 0


def test_a_draft_as_it_will_stand_in_the_calendar(tool: Tool) -> None:
    sample = SAMPLES / "greenhouse-invite.ics"
    result = tool("plan", sample, "--show", "thank-you", *RUN)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[2].startswith("To: ")
    assert lines[3].startswith("Subject: ")
    assert "· · ·" in lines
    assert any(line.startswith("Write: mailto:") for line in lines)
    assert any(line.startswith("Why: ") for line in lines)


def test_the_draft_follows_language_and_register(tool: Tool, tmp_path: Path) -> None:
    config = own(tmp_path, '[me]\nlanguage = "de"\nregister = "informal"\n')
    result = tool("plan", SAMPLES / "greenhouse-invite.ics", "--show=thank-you", config, *RUN)
    assert result.out.splitlines()[3].startswith("Betreff: ")
    assert "\nHallo " in result.out


def test_a_step_that_is_not_planned(tool: Tool) -> None:
    result = tool("plan", SAMPLES / "greenhouse-invite.ics", "--show=singing-telegram", *RUN)
    assert result.code == 2
    assert result.err.startswith("Error: No step singing-telegram is planned.\nHint:  Planned are ")


def test_entries_in_another_language_are_ours_all_the_same(tool: Tool, tmp_path: Path) -> None:
    for language in ("de", "fr", "es", "pt", "nl", "it"):
        target = tmp_path / f"{language}.ics"
        arguments = ("sync", SAMPLES / "greenhouse-invite.ics", f"--to={target}", f"--language={language}", *RUN)
        assert tool(*arguments).code == 0
        before = target.read_bytes()
        assert "nothing to do" in tool(*arguments).out
        assert target.read_bytes() == before


def test_entries_take_up_a_changed_template_when_asked(tool: Tool, tmp_path: Path) -> None:
    config = own(tmp_path)
    calendar = tmp_path / "personal"
    calendar.mkdir()
    (calendar / "one.ics").write_text(TYPED)
    tool("sync", calendar, *RUN, config)
    tool("template", "copy", "thank-you", config)
    copy = tmp_path / "my" / "templates" / "en" / "thank-you.txt"
    copy.write_text(copy.read_text().replace("{{ salutation }}", "{{ salutation }}\n\nAhoy!", 1))
    runs = [json.loads(tool("sync", calendar, *RUN, config, "--json", *more).out) for more in ((), REFRESH, REFRESH)]
    assert [run["updated"] for run in runs] == [0, 1, 0]
    assert sum("Ahoy!" in path.read_text() for path in calendar.iterdir()) == 1
