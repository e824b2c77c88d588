"""The page about safety names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE)))


def test_every_promise_names_a_test() -> None:
    promises = PAGE.partition("## What is promised")[2].partition("## What is not promised")[0]
    paragraphs = [part for part in promises.split("\n\n") if part.startswith("**")]
    assert len(paragraphs) == 9
    assert [part.splitlines()[0] for part in paragraphs if "`tests/" not in part] == []


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_there_and_tests_something(name: str) -> None:
    assert re.search(r"(?m)^ *def test_", (ROOT / name).read_text(encoding="utf-8"))
