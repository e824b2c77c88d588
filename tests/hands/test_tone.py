"""Who changes the tone or the language finds the entries that nobody has touched in the new one."""

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


def test_an_entry_speaks_one_language_and_the_plan_stays_english(story: Story, machine: Path) -> None:
    configure(machine, 'language = "de"')
    story.sync()
    block = story.block("Dana Okafor danken")
    assert "\\nWarum: 2 Stunden nach dem Gespräch. Danach\\, solange keine Antwort kommt: die Frage" in block
    assert "nach dem Stand am Di\\, 24. November\\, der Anruf am Mi\\, 2. Dezember\\," in block
    assert "Notiert: company: Globex" in block
    assert "2 hours after the interview. Then, unless they answer: the status" in story.tell("plan")[1]


def configure(machine: Path, line: str) -> None:
    folder = machine / "config" / "followup-cal"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(f"[me]\n{line}\n")
