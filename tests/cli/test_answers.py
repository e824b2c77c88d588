"""mark, status, remove: the few things that can be said on the command line."""

import json
from pathlib import Path

import pytest

from conftest import TYPED, Tool

ZONE = ("--timezone=America/New_York", "--country=US", "--me=robin@adeyemi.example", "--name=Robin Adeyemi")
TUESDAY = ("--now=2026-11-17T08:00:00-05:00", *ZONE)
FRIDAY = ("--now=2026-11-20T08:00:00-05:00", *ZONE)


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    """A folder with one interview in it."""
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "one.ics").write_bytes(TYPED.encode())
    return folder


def states(tool: Tool, calendar: Path) -> dict[str, str]:
    plan = [json.loads(line) for line in tool("plan", calendar, *FRIDAY, "--json").out.splitlines()]
    return {item["step"]: item["state"] for item in plan}


def test_a_rejection_ends_the_questions_and_can_be_taken_back(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    before = states(tool, calendar)
    assert before["status-email"] == "written"
    marked = tool("mark", "globex", "rejected", calendar, *FRIDAY, "--on=2026-11-19")
    assert (marked.code, marked.err) == (0, "")
    assert marked.out.startswith("globex/data-engineer: rejected on 2026-11-19\n")
    assert "  + Fri 20 Nov 09:30  today        Reply to the rejection\n" in marked.out
    # The one that holds the tag: nobody edited it, and it is over, so nothing stays to be done.
    assert (
        "  ~ Tue 17 Nov 13:30  3 days ago   Ask about the next steps\n"
        "      it holds your note, so it stays; it no longer reminds: They turned you\n"
        "      down.\n"
    ) in marked.out
    assert "  - Wed  6 Jan 09:30  in 6 weeks   Close Globex, Data Engineer: no answer, keep\n" in marked.out
    after = states(tool, calendar)
    assert (after["status-email"], after["rejection-reply"]) == ("skipped", "written")
    assert json.loads(tool("sync", calendar, *FRIDAY, "--json").out)["changes"] == []
    assert tool("mark", "globex", "reopen", calendar, *FRIDAY).code == 0
    revived = states(tool, calendar)
    assert [revived[step] for step in ("status-email", "phone-call", "final-note", "close")] == ["written"] * 4
    assert json.loads(tool("sync", calendar, *FRIDAY, "--json").out)["changes"] == []


def test_an_application_that_cannot_be_meant(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    result = tool("mark", "initech", "rejected", calendar, *FRIDAY)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "Error: There is no application 'initech'.\nHint:  The applications are: globex/data-engineer.\n"
    )


def test_an_answer_needs_an_entry_to_stand_in(tool: Tool, calendar: Path) -> None:
    result = tool("mark", "globex", "offer", calendar, *FRIDAY)
    assert (result.code, result.out) == (2, "")
    assert "Hint:  Type #offer into the notes of the interview instead.\n" in result.err


def test_status_says_where_an_application_stands(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    assert tool("status", calendar, *FRIDAY).out == (
        "Globex, Data Engineer                                       globex/data-engineer\n"
        "  waiting for 3 days, 0 of at most 3 questions asked\n"
        "  * Tue 17 Nov  3 days ago   Interview, round 1\n"
        "  ! Tue 17 Nov  3 days ago   Thank Dana Okafor (overdue)\n"
        "  > Tue 24 Nov  in 4 days    Ask Dana Okafor where things stand\n"
        "    Wed  2 Dec  in 12 days   Call Dana Okafor\n"
        "    Wed 16 Dec  in 3 weeks   Write Dana Okafor a last note\n"
        "    Wed  6 Jan  in 6 weeks   Close Globex, Data Engineer: no answer, keep the\n"
        "                             contact\n"
    )
    report = json.loads(tool("status", calendar, *FRIDAY, "--json").out)
    assert report == {
        "applications": [
            {
                "application": "globex/data-engineer",
                "company": "Globex",
                "role": "Data Engineer",
                "round": 1,
                "interview": "2026-11-17T14:00:00-05:00",
                "outcome": None,
                "waiting_since": "2026-11-17T15:00:00-05:00",
                "overdue": [
                    {
                        "step": "thank-you",
                        "at": "2026-11-17T17:00:00-05:00",
                        "summary": "Thank Dana Okafor (Globex, Data Engineer)",
                    }
                ],
                "next": {
                    "step": "status-email",
                    "at": "2026-11-24T09:30:00-05:00",
                    "summary": "Ask Dana Okafor where things stand (Globex, Data Engineer)",
                },
            }
        ]
    }


def test_status_counts_the_questions_that_were_asked(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    for title in ("Thank Dana", "Ask Dana"):
        entry = next(path for path in calendar.iterdir() if f"SUMMARY:{title}" in path.read_text(encoding="utf-8"))
        text = entry.read_text(encoding="utf-8")
        entry.write_text(text.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED"), encoding="utf-8", newline="")
    lines = tool("status", calendar, "--now=2026-11-25T08:00:00-05:00", *ZONE).out.splitlines()
    assert lines[1:6] == [
        "  waiting for 8 days, 1 of at most 3 questions asked",
        "  * Tue 17 Nov  8 days ago   Interview, round 1",
        "  ✓ Tue 17 Nov  8 days ago   Thank Dana Okafor",
        "  ✓ Tue 24 Nov  yesterday    Ask Dana Okafor where things stand",
        "  > Wed  2 Dec  in 7 days    Call Dana Okafor",
    ]


def test_remove_takes_everything_back_and_nothing_else(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    assert len(list(calendar.iterdir())) == 8
    refused = tool("remove", calendar, *FRIDAY)
    assert (refused.code, len(list(calendar.iterdir()))) == (2, 8)
    assert tool("remove", calendar, *FRIDAY, "--yes").out == "7 follow-ups deleted.\n"
    assert [path.name for path in calendar.iterdir()] == ["one.ics"]
    assert (calendar / "one.ics").read_bytes() == TYPED.encode()
    assert json.loads(tool("sync", calendar, *FRIDAY, "--json").out)["created"] == 0
    assert json.loads(tool("sync", calendar, *TUESDAY, "--again", "--json").out)["created"] == 7


def test_remove_gives_a_file_back_as_it_was(tool: Tool, calendar: Path) -> None:
    file = calendar / "one.ics"
    tool("sync", file, *TUESDAY, "--in-place")
    assert file.read_bytes() != TYPED.encode()
    assert tool("remove", file, *TUESDAY, "--in-place", "--yes").code == 0
    assert file.read_bytes() == TYPED.encode()


def test_who_was_turned_down_had_an_interview_all_the_same(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    tool("mark", "globex", "rejected", calendar, *FRIDAY)
    again = "1 interview in 1 application: nothing to do, 2 follow-ups up to date.\n"
    assert tool("sync", calendar, *FRIDAY).out == again
    # By its receipt.
    assert tool("sync", calendar, *FRIDAY).out == again


def test_what_is_overdue_is_still_to_do(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    tool("mark", "globex", "rejected", calendar, *FRIDAY)
    monday = ("--now=2026-11-23T18:00:00-05:00", *ZONE)
    assert tool("status", calendar, *monday).out == (
        "Globex, Data Engineer                                       globex/data-engineer\n"
        "  rejected\n"
        "  * Tue 17 Nov  6 days ago   Interview, round 1\n"
        "  ! Fri 20 Nov  3 days ago   Reply to the rejection (overdue)\n"
    )


def test_an_answer_taken_back_leaves_nothing_behind(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    before_the_interview = ("--now=2026-11-16T08:00:00-05:00", *ZONE)
    tool("mark", "globex", "rejected", calendar, *before_the_interview)
    reopened = tool("mark", "globex", "reopen", calendar, *before_the_interview)
    assert "  - Mon 16 Nov 09:30  today        Reply to the rejection\n" in reopened.out
    assert "follow-ups 6 written, 1 changed, 1 removed" in reopened.out.replace("\n", " ")
