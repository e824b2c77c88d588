"""What cannot be used is named: where, what, and what to do; with its exit code and without a traceback."""

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Tool

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nEND:VCALENDAR\r\n"


def test_a_missing_file(tool: Tool) -> None:
    result = tool("sync", "absent.ics")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "Error: absent.ics does not exist.\nHint:  Name an .ics file, a folder of .ics files, or an account.\n"
    )


def test_a_binary_file(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "picture.ics").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    result = tool("interviews", "picture.ics")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("Error: picture.ics: this is not a calendar, it has no BEGIN:VCALENDAR.\n")


def test_an_empty_file_is_nothing_to_read(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "empty.ics").write_bytes(b"")
    result = tool("interviews", "empty.ics")
    assert (result.code, result.out) == (0, "No interview was recognised.\n")
    assert result.err == "Note: empty.ics: the file is empty: nothing to read\n"


def test_a_folder_without_calendars(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "calendars" / "work").mkdir(parents=True)
    (tmp_path / "calendars" / "work" / "a.ics").write_bytes(CALENDAR)
    result = tool("interviews", "calendars")
    assert result.code == 0
    assert "there are no .ics files in it" in result.err
    assert "calendars/work" in result.err


def test_a_damaged_event_is_named_by_file_and_line(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "torn.ics").write_bytes(
        CALENDAR.replace(b"END:VCALENDAR\r\n", b"BEGIN:VEVENT\r\nSUMMARY:Interview\r\n")
    )
    result = tool("interviews", "torn.ics")
    assert result.code == 1
    assert "torn.ics, line 4: " in result.err


def test_a_config_with_three_mistakes_names_all_three(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('cadense = "quiet"\npast_days = "long"\n[me]\nemails = 3\n')
    result = tool("sync", "--config=config.toml", "x.ics")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [
        "Error: config.toml: `cadense` is no option; did you mean `cadence`?",
        "       config.toml: `past_days` must be a number of days from 0 to 3650, not 'long'.",
        "       config.toml: `me.emails` must be a list of texts, not 3.",
        "Hint:  All options are explained in docs/configuration.md.",
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--now=yesterday", "--now must be a time such as 2026-11-18T09:00, not 'yesterday'."),
        ("--timezone=Mars", "--timezone must be the name of a time zone such as \"Europe/Berlin\", not 'Mars'."),
        ("--country=Germany", '--country must be a country code such as "US" or "DE-BY", or "none", not \'Germany\'.'),
        ("--entries=both", "--entries must be one of auto, events, tasks, not 'both'."),
        ("--config=absent.toml", "absent.toml: No such file or directory."),
        ("--cadence=hasty", "There is no cadence 'hasty'."),
        ("--language=german", "There are no templates in german."),
        ("--frobnicate", "No such option '--frobnicate'."),
    ],
)
def test_an_option_that_cannot_be_meant(tool: Tool, tmp_path: Path, option: str, said: str) -> None:
    (tmp_path / "calendar.ics").write_bytes(CALENDAR)
    result = tool("sync", "calendar.ics", option)
    assert (result.code, result.out) == (2, "")
    assert f"Error: {said}" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("typed", "said", "where"),
    [
        (("sycn",), "No such command 'sycn'. Did you mean 'sync'?", "followup-cal"),
        (("sync", "--dry-rum"), "No such option '--dry-rum'. Did you mean '--dry-run'?", "followup-cal sync"),
        (("cadence", "lst"), "No such command 'lst'. Did you mean 'list'?", "followup-cal cadence"),
        (
            ("mark", "globex", "rejectd"),
            (
                "Invalid value for 'OUTCOME': 'rejectd' is not one of 'replied', 'rejected', 'offer', 'withdrawn', "
                "'still-deciding', 'reopen'."
            ),
            "followup-cal mark",
        ),
    ],
)
def test_what_is_mistyped_finds_the_right_one(tool: Tool, typed: tuple[str, ...], said: str, where: str) -> None:
    result = tool(*typed)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"Error: {said}\nHint:  `{where} --help` shows what there is.\n"


def test_a_mistyped_name_finds_the_right_one(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_bytes(
        CALENDAR.replace(
            b"END:VCALENDAR",
            b"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Interview at Globex\r\nDTSTART:20261117T190000Z\r\n"
            b"DTEND:20261117T200000Z\r\nEND:VEVENT\r\nEND:VCALENDAR",
        )
    )
    now = "--now=2026-11-17T08:00:00Z"
    assert "Hint:  Did you mean classic? There are agency," in tool("plan", "calendar.ics", "--cadence=clasic").err
    assert "Hint:  Did you mean quiet? There are agency," in tool("cadence", "show", "quit").err
    assert "Hint:  Did you mean thank-you? `template list`" in tool("template", "show", "thankyou").err
    assert "Hint:  Did you mean thank-you? Planned are" in tool("plan", "calendar.ics", now, "--show=thank-yuo").err
    assert "Hint:  Did you mean globex? The applications are: globex." in (
        tool("mark", "Globx", "replied", "calendar.ics", now).err
    )


def test_no_source_at_all(tool: Tool) -> None:
    result = tool("sync")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Error: No calendar was named.\n")


def test_a_read_only_target(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_bytes(CALENDAR)
    (tmp_path / "followups.ics").write_bytes(CALENDAR)
    (tmp_path / "followups.ics").chmod(0o444)
    result = tool("sync", "calendar.ics")
    assert (result.code, result.out) == (3, "")
    assert "followups.ics" in result.err
    assert "read-only" in result.err
    assert "Hint:  Name another target with --to." in result.err


def test_an_unreadable_file(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.ics").write_bytes(CALENDAR)

    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "secret.ics":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    # Permission bits do not bind root, so the refusal of the operating system is injected.
    monkeypatch.setattr(Path, "open", refuse)
    result = tool("interviews", "secret.ics")
    assert (result.code, result.out) == (3, "")
    assert "secret.ics" in result.err
    assert "ermission" in result.err


def plant(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr("followup_cal.run.recognise", fail)


def test_a_bug_is_one_line(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "calendar.ics").write_bytes(CALENDAR)
    plant(monkeypatch, "Dentist\x1b[2J\n\u202ex")
    result = tool("interviews", "calendar.ics")
    assert (result.code, result.out) == (70, "")
    assert result.err == (
        "Error: RuntimeError: Dentist [2J x\n"
        "Hint:  That is a bug in followup-cal. Run it again with -vv and report what it prints.\n"
    )


@pytest.mark.parametrize("words", [("-vv",), ("-vvv",), ("-v", "-v"), ("--verbose", "--verbose"), ("-qvv",)])
def test_what_is_to_be_reported_of_a_bug_can_be_read_by_anybody(
    words: tuple[str, ...], tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "calendar.ics").write_bytes(CALENDAR)
    plant(monkeypatch, "Dentist\x1b[2J")
    result = tool("interviews", "calendar.ics", *words)
    first, _, _, second, *frames, last = result.err.splitlines()
    assert (result.code, result.out) == (70, "")
    assert (first, second, last) == ("Error: RuntimeError", "Traceback (most recent call last):", "RuntimeError")
    assert any(re.match(r"  followup_cal/run\.py:\d+ in find: return gathered, ", line) for line in frames)
    assert "Dentist" not in result.err
    assert str(tmp_path) not in result.err


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (b"DESCRIPTION:first\r\nsecond line", "line 8: this line is no property: read as part of the one above"),
        ("DESCRIPTION:Gespräch".encode("latin-1"), "line 7: this is not UTF-8: read as Latin-1"),
    ],
)
def test_what_can_be_read_all_the_same_is_used_and_named(tool: Tool, tmp_path: Path, broken: bytes, said: str) -> None:
    event = b"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Interview at Globex\r\n" + broken
    event += b"\r\nDTSTART:20261117T190000Z\r\nDTEND:20261117T200000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (tmp_path / "odd.ics").write_bytes(CALENDAR.replace(b"END:VCALENDAR\r\n", event))
    result = tool("interviews", "odd.ics", "--now=2026-11-17T08:00:00Z")
    assert (result.code, result.err) == (0, f"Note: odd.ics, {said}\n")
    assert "Interview at Globex" in result.out
