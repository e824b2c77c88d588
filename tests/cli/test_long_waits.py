"""An interview counts for longer than sixty days while its application goes on."""

import json
from pathlib import Path

import pytest

from cli.test_answers import ZONE
from conftest import TYPED, Tool

SECOND = (
    TYPED.replace("one@calendar", "two@calendar")
    .replace("20261117", "20261203")
    .replace("Interview with Globex: Data Engineer", "Second interview Globex")
    .replace("role: Data Engineer\\n", "")
    .replace("Dana Okafor", "Sam Lee")
)
WAITING = TYPED.replace("role: Data Engineer", "role: Data Engineer\\ndecision: 29 January 2027")


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    folder = tmp_path / "personal"
    folder.mkdir()
    return folder


def test_the_first_round_counts_as_long_as_the_second(tool: Tool, calendar: Path) -> None:
    (calendar / "one.ics").write_bytes(TYPED.encode())
    (calendar / "two.ics").write_bytes(SECOND.encode())
    assert tool("sync", calendar, "--now=2026-12-02T08:00:00-05:00", *ZONE).code == 0
    # 62 days after the first interview.
    later = ("--now=2027-01-18T08:00:00-05:00", *ZONE)
    assert json.loads(tool("sync", calendar, *later, "--json").out)["changes"] == []
    (found,) = json.loads(tool("status", calendar, *later, "--json").out)["applications"]
    assert (found["application"], found["round"]) == ("globex/data-engineer", 2)


def test_an_answer_counts_while_its_follow_up_is_still_to_come(tool: Tool, calendar: Path) -> None:
    (calendar / "one.ics").write_bytes(WAITING.encode())
    assert tool("sync", calendar, "--now=2026-11-16T08:00:00-05:00", *ZONE).code == 0
    # The question is due on Mon 1 Feb, 76 days after the interview.
    later = ("--now=2027-01-25T12:00:00-05:00", *ZONE)
    (found,) = json.loads(tool("status", calendar, *later, "--json").out)["applications"]
    assert found["next"]["summary"] == "Ask Dana Okafor where things stand (Globex, Data Engineer)"
    assert tool("mark", "globex", "rejected", calendar, *later).code == 0
    (found,) = json.loads(tool("status", calendar, *later, "--json").out)["applications"]
    assert (found["outcome"], found["next"]["step"]) == ("rejected", "rejection-reply")
