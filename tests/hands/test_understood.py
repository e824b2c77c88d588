"""What was understood of tags and corrections: `plan` names it, the entry names it, and it is not forgotten."""

import json
import re

import pytest

from hands import edits
from hands.story import Story

pytestmark = pytest.mark.parametrize("place", ["memory"], indirect=True)


def why(story: Story, title: str) -> str:
    """The why line of an entry, as an app shows it."""
    found = re.search(r"\\nWhy: (.*?)\\n", story.block(title))
    assert found is not None
    return found[1].replace("\\;", ";").replace("\\,", ",")


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("company: Initech", "company: Initech; role: Data Engineer; interviewers: Dana Okafor."),
        ("role: Analyst", "company: Globex; role: Analyst; interviewers: Dana Okafor."),
        ("stage: onsite", "company: Globex; role: Data Engineer; interviewers: Dana Okafor; stage: onsite."),
        (
            "recruiter: Jo March",
            "company: Globex; role: Data Engineer; interviewers: Dana Okafor; recruiter: Jo March.",
        ),
        (
            "via: Hooli Staffing",
            "company: Globex; role: Data Engineer; interviewers: Dana Okafor; via: Hooli Staffing.",
        ),
        ("decision: 4 Dec.", "company: Globex; role: Data Engineer; interviewers: Dana Okafor; decision: 4 Dec."),
        ("Firma: Initech", "company: Initech; role: Data Engineer; interviewers: Dana Okafor."),
        ("#still-deciding", "still-deciding; company: Globex; role: Data Engineer; interviewers: Dana Okafor."),
        (
            "#other-offer: 2026-12-11",
            "other-offer: 2026-12-11; company: Globex; role: Data Engineer; interviewers: Dana Okafor.",
        ),
    ],
)
def test_a_correction_is_named_by_plan_and_in_the_entry(story: Story, typed: str, noted: str) -> None:
    story.does("Ask Dana", edits.type_first(typed))
    story.sync()
    _, lines, _ = story.tell("plan", "--json")
    plan = {item["step"]: item for item in map(json.loads, lines.splitlines())}
    assert plan["thank-you"]["why"].endswith(f" Noted: {noted}")
    assert f" Noted: {noted}" in " ".join(story.tell("plan")[1].split())
    assert why(story, "Thank").endswith(f" Noted: {noted}")
    assert why(story, "Note what").endswith(f" Noted: {noted}")


def test_other_interviewers_are_thanked_and_named(story: Story) -> None:
    story.does("Note", edits.type_first("interviewers: Kim Sato"))
    story.sync()
    noted = "Noted: company: Globex; role: Data Engineer; interviewers: Kim Sato."
    assert why(story, "Thank Kim Sato").endswith(noted)
    assert [title for title in story.titles() if "Dana" in title] == []


def test_a_correction_outlives_an_invitation_that_is_sent_again(story: Story) -> None:
    story.does("Thank", edits.type_first("company: Initech"))
    story.does("Thank", edits.type_first("role: Analyst"))
    story.sync()
    story.meets(edits.describe("We look forward to meeting you at Globex."))
    story.meets(edits.retitle("Interview with Globex: Data Engineer"))
    story.meets(edits.move(minutes=60))
    story.sync()
    assert [title for title in story.titles() if "Initech\\, Analyst" not in title] == []


def test_a_correction_holds_on_another_computer_and_without_the_state_file(story: Story) -> None:
    story.does("Thank", edits.type_first("company: Initech"))
    story.sync()
    with story.on_another_computer():
        assert story.sync() == []
        assert [title for title in story.titles() if "Initech" not in title] == []


def test_a_correction_can_be_taken_back(story: Story) -> None:
    story.does("Thank", edits.type_first("company: Initech"))
    story.sync()
    story.does("Thank", edits.erase("company: Initech"))
    story.sync()
    assert [title for title in story.titles() if "Globex" not in title] == []
    assert why(story, "Thank").endswith("Noted: company: Globex; role: Data Engineer; interviewers: Dana Okafor.")
