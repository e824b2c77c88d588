"""Every sample calendar gives the plan that stands beside it, worked out by hand."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from conftest import SAMPLES, Tool

ROBIN = (
    "--now=2026-11-18T07:30:00+01:00",
    "--timezone=Europe/Berlin",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
    "--me=robin.adeyemi@example.com",
)
EXPECTED = sorted(SAMPLES.glob("*.expected.toml"))


def source(expected: Path) -> Path:
    name = expected.name.removesuffix(".expected.toml")
    return next(path for path in (SAMPLES / f"{name}.ics", SAMPLES / name) if path.exists())


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def wanted(expected: dict[str, Any], state: str) -> set[tuple[str, ...]]:
    rows = (row for row in expected.get("followup", []) if row["state"] == state)
    return {
        (row["interview"], row["step"], row.get("to", ""), str(row.get("day", "")), row.get("time", "")) for row in rows
    }


def test_there_are_at_least_eight() -> None:
    assert len(EXPECTED) >= 8


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.toml"))
def test_the_plan_is_the_one_worked_out_by_hand(expected: Path, tool: Tool) -> None:
    rules = tomllib.loads(expected.read_text(encoding="utf-8"))
    result = tool("plan", source(expected), *ROBIN, "--json")
    assert (result.code, result.err) == (0, "")
    found = [record for record in records(result.out) if record["state"] == "planned"]
    assert sorted(described(record, rules) for record in found) == sorted(wanted(rules, "planned"))


def described(record: dict[str, Any], rules: dict[str, Any]) -> tuple[str, ...]:
    """A planned follow-up as the expected file would write it."""
    interview = record["interview"]["uid"]
    rows = [row for row in rules.get("followup", []) if row["step"] == record["step"] and row["state"] == "planned"]
    if interview is None:
        interview = next((row["interview"] for row in rows if " " in row["interview"]), "")
    mine = [row for row in rows if row["interview"] == interview]
    timed = not mine or any("time" in row for row in mine)
    addressed = not mine or any("to" in row for row in mine)
    to = next((person["email"] or person["name"] for person in record["to"]), "") if addressed else ""
    return interview, record["step"], to, record["at"][:10], record["at"][11:16] if timed else ""


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.toml"))
def test_what_is_skipped_is_skipped(expected: Path, tool: Tool) -> None:
    rules = tomllib.loads(expected.read_text(encoding="utf-8"))
    result = tool("plan", source(expected), *ROBIN, "--json")
    found = {(item["interview"]["uid"], item["step"], item["state"]) for item in records(result.out)}
    rows = [row for row in rules.get("followup", []) if row["state"] != "planned"]
    assert [row for row in rows if (row["interview"], row["step"], row["state"]) not in found] == []


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.toml"))
def test_interviews_are_told_from_everything_else(expected: Path, tool: Tool) -> None:
    rules = tomllib.loads(expected.read_text(encoding="utf-8"))
    result = tool("interviews", source(expected), *ROBIN, "--json")
    found = records(result.out)
    assert sum(item["followups"] for item in found) == rules["interviews"]
    assert sum(not item["followups"] for item in found) == len(rules["no_followups"])
