"""Every row of docs/what-you-do.md, on every kind of calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from dav.servers import XANDIKOS_WARNS
from hands import edits, noise
from hands.conftest import PLACES
from hands.machine import interview
from hands.places import change, entries
from hands.story import PLAN, QUESTIONS, TUESDAY, ZONE, Story
from lanes import diagonal

pytestmark = pytest.mark.filterwarnings(XANDIKOS_WARNS)
TABLE = Path(__file__).parents[2] / "docs" / "what-you-do.md"
Row = Callable[[Story], None]
ROWS: dict[str, Row] = {}


def row(words: str) -> Callable[[Row], Row]:
    """Names the row of the table that a case is for."""

    def register(case: Row) -> Row:
        ROWS[words] = case
        return case

    return register


@row("Tick a follow-up off")
def _(story: Story) -> None:
    story.does("Thank", edits.tick(TUESDAY.replace(hour=18)))
    assert story.sync() == []
    assert story.standing("done") == {"thank-you": "11-17 17:00"}


@row("Tick one off late")
def _(story: Story) -> None:
    story.now = datetime(2026, 11, 27, 12, tzinfo=ZONE)
    story.does("Ask Dana", edits.tick(story.now))
    story.sync()
    assert story.standing("done") == {"status-email": "11-24 09:30"}
    assert story.standing() == {
        "ask-next-steps": "11-17 13:30",
        "take-notes": "11-17 15:05",
        "thank-you": "11-17 17:00",
        "phone-call": "12-04 10:00",
        "final-note": "12-18 09:30",
        "close": "01-06 09:30",
    }


@row("Tick one off early")
def _(story: Story) -> None:
    story.now = datetime(2026, 11, 20, 12, tzinfo=ZONE)
    story.does("Ask Dana", edits.tick(story.now))
    story.sync()
    assert story.standing("done") == {"status-email": "11-24 09:30"}
    assert (story.standing()["phone-call"], story.standing()["final-note"]) == ("11-30 10:00", "12-14 09:30")


@row("Put a tick mark (✓) in front of a call's title")
def _(story: Story) -> None:
    story.does("Call", edits.retitle("✓ Call Dana"))
    story.sync()
    assert story.standing("done") == {"phone-call": "12-02 10:00"}
    assert "\nSUMMARY:✓ Call Dana" in story.block("✓").replace("\r", "")


@row("Type `#done` into an entry")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.type_first("#done"))
    story.sync()
    assert story.standing("done") == {"status-email": "11-24 09:30"}


@row("Take the tick back")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.tick(TUESDAY))
    story.sync()
    story.does("Ask Dana", edits.untick)
    story.sync()
    assert story.standing() == PLAN


@row("Take a tick mark or `#done` out again")
def _(story: Story) -> None:
    story.does("Call", edits.tick(TUESDAY))
    story.does("Ask Dana", edits.type_first("#done"))
    story.sync()
    assert set(story.standing("done")) == {"phone-call", "status-email"}
    story.does("✓ Call", edits.untick)
    story.does("Ask Dana", edits.erase("#done"))
    story.sync()
    assert story.standing() == PLAN


@row("Set a task to cancelled")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.without_lines("STATUS"), edits.with_lines("STATUS:CANCELLED"))
    assert story.sync() == []
    assert story.standing("done") == {"status-email": "11-24 09:30"}


@row("Move a follow-up to another day")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.move(days=3))
    story.sync()
    assert story.standing() == PLAN | {
        "status-email": "11-27 09:30",
        "phone-call": "12-04 10:00",
        "final-note": "12-18 09:30",
    }


@row("Change a title")
def _(story: Story) -> None:
    story.does("Call", edits.retitle("Ring Dana"))
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["phone-call"] == "12-04 10:00"
    story.block("Ring Dana")


@row("Change a text")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.describe("Good morning\\nand any news?"))
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["status-email"] == "11-27 09:30"
    assert "DESCRIPTION:Good morning\\nand any news?" in story.block("Ask Dana")


@row("Remove an alarm")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.silence)
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing()["status-email"] == "11-27 09:30"
    assert "VALARM" not in story.block("Ask Dana")


@row("Delete a follow-up")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.delete)
    assert story.sync() == []
    story.meets(edits.move(days=2))
    assert "Ask Dana Okafor" not in {title[:15] for _, title in story.sync()}
    assert set(story.standing("deleted-by-user")) == {"status-email"}


@row("Delete all follow-ups of an application")
def _(story: Story) -> None:
    for uid in entries(story.place):
        change(story.place, uid, edits.delete)
    assert story.sync() == []
    story.meets(edits.move(days=2))
    assert story.sync() == []
    assert entries(story.place) == {}


@row("Move the interview")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.move(minutes=90))
    story.meets(edits.move(days=2))
    story.sync()
    assert story.standing() == {
        "ask-next-steps": "11-19 13:30",
        "take-notes": "11-19 15:05",
        "thank-you": "11-19 17:00",
        "status-email": "11-24 11:00",
        "phone-call": "12-02 10:00",
        "final-note": "12-16 09:30",
        "close": "01-06 09:30",
    }


@row("Move one interview of a series")
def _(story: Story) -> None:
    weekly = edits.with_lines("RRULE:FREQ=WEEKLY;COUNT=2")
    story.place.add("weekly", series(weekly))
    story.sync()
    assert thanks(story) == ["20261124T170000", "20261201T170000"]
    before = set(entries(story.place))
    change(story.place, SERIES, lambda block: block + override(block))
    assert {action for action, _ in story.sync()} == {"update"}
    assert thanks(story) == ["20261124T170000", "20261202T170000"]
    assert set(entries(story.place)) == before


SERIES = "weekly@calendar.example"


def series(hand: edits.Hand) -> str:
    """An interview at another employer, made into a series."""
    block = interview(SERIES, "Initech", datetime(2026, 11, 24, 14, tzinfo=ZONE), "Kim Sato")
    return (hand(block.replace("\r\n", "\n")) or "").replace("\n", "\r\n")


def override(block: str) -> str:
    """The second date of the series, one day later, as a calendar app saves that (RFC 5545, 3.8.4.4)."""
    moved = edits.move(days=8)(edits.without_lines("RRULE")(block) or "") or ""
    return edits.with_lines("RECURRENCE-ID:20261201T190000Z", "SEQUENCE:1")(moved) or ""


def thanks(story: Story) -> list[str]:
    """When Kim Sato is thanked, in order."""
    blocks = (block for block in entries(story.place).values() if "\nSUMMARY:Thank Kim Sato" in block)
    return sorted(found[1] for block in blocks if (found := re.search(r"DTSTART[^:]*:(\S+)", block)))


@row("Replace the interview by a new invitation")
def _(story: Story) -> None:
    before = set(entries(story.place))
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 19, 14, tzinfo=ZONE)))
    story.sync()
    assert set(entries(story.place)) == before
    assert story.standing()["thank-you"] == "11-19 17:00"


@row("Cancel the interview")
def _(story: Story) -> None:
    story.does("Ask about", edits.tick(TUESDAY))
    story.meets(edits.with_lines("STATUS:CANCELLED"))
    assert sorted(action for action, _ in story.sync()) == ["delete"] * 6 + ["update"]
    # Its reference line no longer speaks for the others: it is not the user who removed those.
    assert story.titles() == ["✓ Ask about the next steps (Globex\\, Data Engineer)"]


@row("Cancel the interview after you edited a follow-up")
def _(story: Story) -> None:
    story.does("Call", edits.retitle("Ring Dana"))
    story.meets(edits.with_lines("STATUS:CANCELLED"))
    story.sync()
    assert len(entries(story.place)) == 1
    assert "VALARM" not in story.block("Ring Dana")
    assert STAYS.format("the interview was cancelled") in story.block("Ring Dana")


STAYS = "Why: No longer needed: {}. You changed it\\, so it stays.\\n"


@row("Take the cancellation back")
def _(story: Story) -> None:
    story.does("Call", edits.retitle("Ring Dana"))
    story.meets(edits.with_lines("STATUS:CANCELLED"))
    story.sync()
    story.meets(edits.without_lines("STATUS"))
    story.sync()
    assert story.standing() == PLAN
    assert "BEGIN:VALARM" in story.block("Ring Dana")
    assert "o longer needed" not in story.block("Ring Dana")


@row("Decline the interview")
def _(story: Story) -> None:
    story.does("Call", edits.retitle("Ring Dana"))
    story.meets(edits.with_lines("ATTENDEE;PARTSTAT=DECLINED:mailto:robin@adeyemi.example"))
    story.sync()
    assert len(entries(story.place)) == 1
    assert STAYS.format("you declined the interview") in story.block("Ring Dana")


@row("Delete the interview")
def _(story: Story) -> None:
    story.meets(edits.delete)
    assert [action for action, _ in story.sync()] == ["delete"] * 7
    assert entries(story.place) == {}


@row("Delete the interview after you edited a follow-up")
def _(story: Story) -> None:
    story.does("Call", edits.retitle("Ring Dana"))
    story.meets(edits.delete)
    story.sync()
    assert len(entries(story.place)) == 1
    assert "VALARM" not in story.block("Ring Dana")
    assert STAYS.format("its interview is no longer in the calendar") in story.block("Ring Dana")


@row("Cancel the interview after you replaced the text of a follow-up")
def _(story: Story) -> None:
    story.does("Call", edits.describe("Ask for the salary"))
    story.meets(edits.with_lines("STATUS:CANCELLED"))
    _, report, _ = story.tell("sync", "--dry-run")
    story.sync()
    assert "\nDESCRIPTION:Ask for the salary\n" in story.block("Call").replace("\r", "")
    assert (
        "  ~ Call Dana Okafor (Globex, Data Engineer) (you edited it, so it stays; it no\n"
        "    longer reminds: the interview was cancelled)\n"
    ) in report


@row("Add the next round")
def _(story: Story) -> None:
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 20, 14, tzinfo=ZONE)))
    changes = story.sync()
    assert sorted(title.split()[0] for action, title in changes if action == "delete") == [
        "Ask",
        "Call",
        "Close",
        "Write",
    ]
    assert len([title for action, title in changes if action == "create"]) == 7


@row("Type `#rejected` into an entry")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.type_first("#rejected"))
    story.now = datetime(2026, 11, 18, 16, tzinfo=ZONE)
    changes = story.sync()
    assert ("create", "Reply to the rejection (Globex, Data Engineer)") in changes
    assert {story.plan()[step][0] for step in QUESTIONS} == {"skipped"}
    story.block("Ask Dana")


@row("Take `#rejected` out again")
def _(story: Story) -> None:
    story.does("Ask Dana", edits.type_first("#rejected"))
    story.sync()
    story.does("Ask Dana", edits.erase("#rejected"))
    story.sync()
    assert story.standing() == PLAN


@row("Type `#rejected` into the interview")
def _(story: Story) -> None:
    story.meets(edits.type_first("#rejected"))
    story.now = datetime(2026, 11, 18, 16, tzinfo=ZONE)
    assert ("create", "Reply to the rejection (Globex, Data Engineer)") in story.sync()
    assert {story.plan()[step][0] for step in QUESTIONS} == {"skipped"}


@row("Type `#replied` into an entry")
def _(story: Story) -> None:
    story.does("Thank", edits.type_first("#replied"))
    story.sync()
    assert {story.plan()[step][0] for step in QUESTIONS} == {"skipped"}
    assert set(story.standing()) == {"ask-next-steps", "take-notes", "thank-you"}


@row("Give an entry the category `#replied`")
def _(story: Story) -> None:
    story.does("Thank", edits.with_lines("CATEGORIES:#replied"))
    story.sync()
    assert set(story.standing()) == {"ask-next-steps", "take-notes", "thank-you"}


@row("Type `decision: 4 December` into an entry")
def _(story: Story) -> None:
    story.does("Thank", edits.type_first("decision: 4 December"))
    story.sync()
    assert story.standing()["status-email"] == "12-07 09:30"


@row("Type `company: Initech` into an entry")
def _(story: Story) -> None:
    before = set(entries(story.place))
    story.does("Thank", edits.type_first("company: Initech"))
    story.sync()
    assert set(entries(story.place)) == before
    assert [title for title in story.titles() if "Initech" not in title] == []


@row("Type `#not-an-interview` into an entry")
def _(story: Story) -> None:
    story.does("Thank", edits.type_first("#not-an-interview"))
    story.sync()
    story.now = datetime(2026, 11, 18, 16, tzinfo=ZONE)
    assert story.sync() == []
    assert [title for title in story.titles() if not title.startswith("Thank")] == []


@row("Type `#no-followup` into the interview")
def _(story: Story) -> None:
    story.meets(edits.type_first("#no-followup"))
    assert [action for action, _ in story.sync()] == ["delete"] * 7


@row("Dismiss or snooze a reminder")
def _(story: Story) -> None:
    for uid in entries(story.place):
        change(story.place, uid, noise.thunderbird)
    assert story.sync() == []


@pytest.mark.parametrize(("words", "place"), diagonal(ROWS, PLACES), indirect=["place"])
def test_what_you_do(story: Story, words: str) -> None:
    ROWS[words](story)


def test_every_row_has_its_case() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and "What happens" not in line]
    assert rows == list(ROWS)
