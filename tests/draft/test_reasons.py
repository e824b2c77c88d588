"""Why an entry stands on its date is said in the language of its draft."""

import ast
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from draft.situations import ALL, BARE, DANA, LANGUAGES, REASONS, TEMPLATES, follow_up
from followup_cal.cadence import endings, why
from followup_cal.draft import Templates, draft
from followup_cal.errors import ConfigProblem
from followup_cal.model import Said, listed, said_in

# What stands between the items of a list is the mark itself, but for this one.
LISTS = {"{one} and {other}"}
NAME = re.compile(r"\{\w+\}")
GERMAN = {"{count} days {after}": "{count} Tage {after}", "after the call": "nach dem Anruf"}


def test_a_sentence_is_said_part_by_part() -> None:
    sentence = Said("{count} days {after}", count="5", after=Said("after the call"))
    assert sentence == "5 days after the call"
    assert json.dumps([sentence]) == '["5 days after the call"]'
    assert said_in(GERMAN, sentence) == "5 Tage nach dem Anruf"
    assert said_in({}, sentence) == "5 days after the call"
    assert said_in(GERMAN, "after the call") == "after the call"
    assert said_in(GERMAN, listed("; ", [sentence, "of a stranger: {count}"])) == (
        "5 Tage nach dem Anruf; of a stranger: {count}"
    )


def test_every_sentence_is_there_in_every_language() -> None:
    trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in (why, endings)]
    nodes = (node for tree in trees for node in ast.walk(tree))
    calls = (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "Said")
    forms = {ast.literal_eval(call.args[0]) for call in calls if isinstance(call.args[0], ast.Constant)} | LISTS
    assert len(forms) > 80
    assert {file.split("/")[0] for file in REASONS} == {*LANGUAGES} - {"en"}
    for file, text in REASONS.items():
        there = set(tomllib.loads(text))
        assert {form for form in forms - there if re.search(r"\w", NAME.sub("", form))} == set(), file
        assert there - forms == set(), file


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "5 business days after the interview on Tue 17 Nov"),
        ("de", "5 Werktage nach dem Gespräch am Di, 17. November"),
        ("fr", "5 jours ouvrés après l'entretien du mar. 17 novembre"),
        ("es", "5 días hábiles después de la entrevista del mar 17 de noviembre"),
        ("pt", "5 dias úteis após a entrevista de ter, 17 de novembro"),
        ("nl", "5 werkdagen na het gesprek van di 17 november"),
        ("it", "5 giorni lavorativi dopo il colloquio di mar 17 novembre"),
    ],
)
def test_the_reason_speaks_the_language_of_the_draft(language: str, sentence: str) -> None:
    reason = Said(
        "{distance} {after} on {day}",
        distance=Said("{count} {unit}", count="5", unit=Said("business days")),
        after=Said("after the interview"),
        day=why.full(follow_up("close").round.start.date()),
    )
    step = replace(follow_up("status-email", to=[DANA]), why=reason)
    assert draft(step, replace(BARE, language=language), TEMPLATES).why == sentence
    assert step.why == "5 business days after the interview on Tue 17 Nov"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"after {step}" = "nach {schritt}"', "`after {step}` and `nach {schritt}` need the same names in braces"),
        ('"after {step}" = "nach {step"', "`after {step}` and `nach {step` need the same names in braces"),
        ("days = 5", "`days` stands for something that is no text"),
        ("days", "Expected '=' after a key in a key/value pair (at end of document)"),
    ],
)
def test_mistakes_are_named(text: str, problem: str) -> None:
    with pytest.raises(ConfigProblem) as caught:
        Templates.parse(ALL, {"de/reasons.toml": text})
    assert caught.value.problems == (f"de/reasons.toml: {problem}",)
