"""Who changes the tone finds the drafts that nobody has touched in the new one."""

from pathlib import Path

import pytest

from hands import edits
from hands.story import Story

pytestmark = pytest.mark.parametrize("place", ["memory"], indirect=True)


@pytest.mark.parametrize(
    ("line", "greeting"),
    [('register = "informal"', "Hi Dana\\,"), ('address = "last"', "Dear Dana Okafor\\,")],
)
def test_untouched_drafts_follow_the_tone(story: Story, machine: Path, line: str, greeting: str) -> None:
    assert "Dear Dana\\," in story.block("Thank")
    story.does("Ask Dana", edits.type_first("My own words."))
    configure(machine, line)
    story.sync()
    assert greeting in story.block("Thank")
    assert "My own words." in story.block("Ask Dana")
    assert "Dear Dana\\," in story.block("Ask Dana")


def configure(machine: Path, line: str) -> None:
    folder = machine / "config" / "followup-cal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(f"[me]\n{line}\n")
