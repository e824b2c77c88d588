"""Phrases are found without compiling those that cannot stand in a text."""

import pytest

from followup_cal.recognise.finder import Finder

PHRASES = Finder(["hr", "hr call", "*gespräch", "take home", "面接", "rr.hh.", "sde*", "w/"])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("an hr call at ten", "hr call"),
        ("the hr person", "hr"),
        ("three", None),
        ("zweitgespräch", "zweitgespräch"),
        ("the take-home is due", "take-home"),
        ("一次面接のご案内", "面接"),
        ("con rr.hh. mañana", "rr.hh."),
        ("sde3 at globex", "sde3"),
        ("call w/ dana", "w/"),
        ("", None),
    ],
)
def test_the_leftmost_and_longest_is_found(text: str, first: str | None) -> None:
    match = PHRASES.search(text)
    assert (match and match.group()) == first


def test_matches_do_not_overlap() -> None:
    assert [match.group() for match in PHRASES.finditer("hr call, then hr, take home")] == [
        "hr call",
        "hr",
        "take home",
    ]


def test_beginning_and_end_of_a_text() -> None:
    assert PHRASES.match("hr call with dana").group() == "hr call"  # type: ignore[union-attr]
    assert PHRASES.match("the hr call") is None
    assert PHRASES.ending("globex hr call").group() == "hr call"  # type: ignore[union-attr]
    assert PHRASES.ending("hr call globex") is None


def test_no_phrases_find_nothing() -> None:
    assert Finder([]).search("interview") is None
