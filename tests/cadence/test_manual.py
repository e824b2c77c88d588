"""docs/cadences.md says what is so: its tables are those of the presets, its rules have tests."""

import re
from pathlib import Path

from manuals import script

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "cadences.md"
# Of priority 1 and 2, and the don'ts; N7 is half a sentence, half a rule.
RULES = (
    *(f"T{number}" for number in range(1, 29) if number != 10),
    *(f"N{number}" for number in range(1, 9)),
    *("M1", "M2", "M4", "M5", "M6", "M7", "M8", "M10", "M11", "M12"),
    *("P1", "P2", "P3", "P4", "P7", "P8", "P9"),
    *("D1", "D2", "D3", "D4", "D7", "D8", "D9", "D11", "D12", "D13"),
    *(f"X{number}" for number in range(1, 8)),
    *("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S12", "S13", "S15", "S16"),
)
SENTENCES = ("M3", "M9", "P5", "P6", "D5", "D6", "D10", "S9", "S10", "S11")
KNOWLEDGE = ("T10", "S14")
CONTRADICTIONS = {f"C{number}" for number in range(1, 14)}
ROW = re.compile(r"^\| ([A-Z]\d+(?:, [A-Z]\d+)*) \|[^|]*\| (`test_\w+`(?:, `test_\w+`)*) \|$", re.MULTILINE)
REMARK = re.compile(r"^\| ([A-Z]\d+(?:, [A-Z]\d+)*) \|[^|]*\|$", re.MULTILINE)
CONTRADICTION = re.compile(r"^\| (C\d+) \|", re.MULTILINE)


def test_the_tables_are_those_of_the_presets() -> None:
    assert script("make_cadences").manual() == MANUAL.read_text(encoding="utf-8")


def test_every_rule_names_tests_that_exist() -> None:
    rows = ROW.findall(MANUAL.read_text(encoding="utf-8"))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    tests = set(re.findall(r"^def (test_\w+)", written, re.MULTILINE))
    assert {test.strip("`") for _, named in rows for test in named.split(", ")} - tests == set()
    assert sorted(rule for rules, _ in rows for rule in rules.split(", ")) == sorted(RULES)


def test_every_other_rule_and_contradiction_is_explained() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert sorted(rule for rules in REMARK.findall(text) for rule in rules.split(", ")) == sorted(SENTENCES)
    assert all(f"({rule})" in text for rule in KNOWLEDGE)
    assert set(CONTRADICTION.findall(text)) == CONTRADICTIONS
