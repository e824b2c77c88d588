"""What telling stories at random has found, each as the shortest story that showed it."""

from datetime import datetime

import pytest

from hands import edits, noise
from hands.machine import failing, interview
from hands.places import change, entries
from hands.story import ZONE, Story

pytestmark = pytest.mark.parametrize("place", ["memory"], indirect=True)


def test_what_is_done_stays_done_when_the_interview_is_replaced(story: Story) -> None:
    story.does("Write Dana", edits.tick(story.now))
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 19, 14, tzinfo=ZONE)))
    story.sync()
    assert story.standing("done") == {"final-note": "12-16 09:30"}


def test_an_interview_keeps_what_it_took_over_from_one_at_its_old_time(story: Story) -> None:
    story.meets(edits.delete)
    thursday = datetime(2026, 11, 19, 14, tzinfo=ZONE)
    story.place.add("two", interview("two@calendar.example", "Globex", thursday))
    story.sync()
    change(story.place, "two@calendar.example", edits.move(days=4))
    story.place.add("three", interview("three@calendar.example", "Globex", thursday))
    changes = story.sync()
    assert [title for action, title in changes if action == "delete"] == []
    assert sorted(title.split()[0] for action, title in changes if action == "create") == ["Ask", "Note", "Thank"]


def test_an_answer_goes_over_to_the_interview_that_takes_the_place_of_its_own(story: Story) -> None:
    story.does("Thank", edits.type_first("#no-followup"))
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 19, 14, tzinfo=ZONE)))
    story.sync()
    assert [title.split()[0] for title in story.titles()] == ["Thank"]


def test_an_interview_added_earlier_on_the_day_takes_nothing_away(story: Story) -> None:
    story.meets(edits.move(days=1))
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 18, 10, tzinfo=ZONE)))
    changes = story.sync()
    assert {action for action, _ in changes} == {"update"}
    assert story.standing("deleted-by-user") == {}
    assert story.standing()["status-email"] == "11-25 09:30"


def test_what_was_done_before_the_interview_was_replaced_counts_in_the_same_way_each_time(story: Story) -> None:
    story.does("Write Dana", edits.tick(story.now))
    story.does("Call Dana", edits.retitle("✓ Call Dana"))
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 20, 9, tzinfo=ZONE)))
    story.sync()
    assert set(story.standing("done")) == {"phone-call", "final-note"}


def test_what_another_computer_took_over_is_not_written_again_by_one_that_was_stopped(story: Story) -> None:
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 26, 14, tzinfo=ZONE)))
    with story.on_another_computer(), failing("full"):
        story.tell("sync")
    story.sync()
    before = story.place.texts()
    with story.on_another_computer():
        assert story.sync() == []
    assert story.place.texts() == before


def test_a_correction_is_about_the_interview_of_its_entry_also_when_another_one_comes_first(story: Story) -> None:
    story.does("Close", edits.type_first("company: Initech"))
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 17, 9, tzinfo=ZONE)))
    story.sync()
    assert story.block("Thank Dana Okafor (Initech").count("DTSTART;TZID=America/New_York:20261117T170000") == 1
    assert story.block("Thank Dana Okafor (Globex").count("DTSTART;TZID=America/New_York:20261117T120000") == 1


def test_every_answer_goes_over_with_the_interview_also_in_one_that_is_planned_only_because_of_another(
    story: Story,
) -> None:
    story.does("Ask Dana", edits.type_first("#rejected"))
    story.sync()
    story.does("Reply to the rejection", edits.type_first("talked about: kites"))
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 26, 14, tzinfo=ZONE)))
    story.sync()
    assert "interviewers: Dana Okafor\\; talked about: kites." in story.block("Reply to the rejection")


def test_what_hung_on_one_interview_goes_over_to_one(story: Story) -> None:
    story.does("Ask about", edits.type_first("interviewers: Kim Sato"))
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 20, 16, tzinfo=ZONE)))
    story.place.add("three", interview("three@calendar.example", "Globex", datetime(2026, 11, 17, 10, tzinfo=ZONE)))
    story.now = datetime(2026, 11, 17, 10, tzinfo=ZONE)
    story.sync()
    assert sorted(title for title in story.titles() if title.startswith("Thank")) == [
        "Thank Dana Okafor (Globex\\, Data Engineer)",
        "Thank Kim Sato (Globex\\, Data Engineer)",
    ]


def test_an_entry_stays_with_its_interview_when_an_earlier_one_of_the_day_moves_away(story: Story) -> None:
    story.does("Close", edits.lengthen(5))
    story.place.add(
        "two", interview("two@calendar.example", "Globex", datetime(2026, 11, 17, 9, tzinfo=ZONE), "Kim Sato")
    )
    story.sync()
    change(story.place, "two@calendar.example", edits.move(days=7))
    story.sync()
    assert len([title for title in story.titles() if title.startswith("Close")]) == 2
    change(story.place, "two@calendar.example", edits.delete)
    story.sync()
    assert len([title for title in story.titles() if title.startswith("Close")]) == 1


def test_what_was_done_does_not_keep_the_rest_away_when_the_interview_comes_back(story: Story) -> None:
    before = story.place.texts()["one.ics"]
    story.does("Thank", edits.tick(story.now))
    story.meets(edits.delete)
    story.sync()
    story.place.write("one.ics", before)
    story.sync()
    assert len(story.titles()) == 7


def test_line_ends_escaped_twice_are_no_edit(story: Story) -> None:
    for uid in entries(story.place):
        change(story.place, uid, noise.windows_line_ends)
        change(story.place, uid, noise.windows_line_ends)
    assert story.sync() == []


def test_what_a_stopped_run_left_behind_goes_over_to_the_new_interview_later(story: Story) -> None:
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 19, 14, tzinfo=ZONE)))
    with story.on_another_computer():
        for mode in ("full", "crash"):
            with failing(mode):
                story.tell("sync")
        story.sync()
    assert len(story.titles()) == 7
    assert story.standing()["phone-call"] == "12-04 10:00"


def test_deleting_the_last_entries_ends_an_application_also_when_the_answer_goes_with_them(story: Story) -> None:
    story.does("Thank", edits.type_first("#replied"))
    story.sync()
    for uid in entries(story.place):
        change(story.place, uid, edits.delete)
    assert story.sync() == []
    assert {state for state, _ in story.plan().values()} == {"deleted-by-user", "skipped"}
    story.meets(edits.move(days=2))
    assert story.sync() == []
    story.meets(edits.delete)
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 19, 14, tzinfo=ZONE)))
    assert story.sync() == []


def test_an_application_that_was_ended_by_deleting_can_be_reopened_and_gets_a_next_round(story: Story) -> None:
    story.meets(edits.type_first("#replied"))
    story.sync()
    for uid in entries(story.place):
        change(story.place, uid, edits.delete)
    story.sync()
    story.meets(edits.erase("#replied"))
    assert story.sync() == []
    story.meets(edits.type_first("#reopened"))
    assert [title.split()[0] for _, title in story.sync()] == ["Ask", "Call", "Write", "Close"], story.plan()
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 19, 14, tzinfo=ZONE)))
    assert len([title for action, title in story.sync() if action == "create"]) == 7


def test_deleting_the_rest_of_one_round_does_not_end_the_application(story: Story) -> None:
    story.place.add("two", interview("two@calendar.example", "Globex", datetime(2026, 11, 20, 14, tzinfo=ZONE)))
    story.sync()
    for uid, block in entries(story.place).items():
        if "DTSTART;TZID=America/New_York:20261117T" in block:
            change(story.place, uid, edits.delete)
    story.sync()
    change(story.place, "two@calendar.example", edits.delete)
    story.sync()
    assert set(story.standing()) == {"status-email", "phone-call", "final-note", "close"}
