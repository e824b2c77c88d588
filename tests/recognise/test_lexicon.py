"""The word lists and the words a scan looks for."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from followup_cal.recognise.finder import Finder
from followup_cal.recognise.folding import Phrases, fold, squash
from followup_cal.recognise.lexicon import STARTING
from recognise.samples import LEXICON


def test_all_languages_are_there() -> None:
    assert set(LEXICON.languages) == {"de", "en", "es", "fr", "it", "ja", "nl", "pt"}


@pytest.mark.parametrize("language", sorted(LEXICON.languages))
def test_word_lists_have_the_tables_that_are_asked_for(language: str) -> None:
    table = LEXICON.languages[language]
    assert {"interview", "hard", "soft", "stages", "people", "decision", "dates", "tags", "keys"} <= set(table)
    assert len(table["dates"]["months"]) == 12
    assert len(table["dates"]["weekdays"]) == 7


@pytest.mark.parametrize("path", STARTING)
def test_every_word_for_an_interview_contains_a_word_the_scan_looks_for(path: str) -> None:
    for phrase in LEXICON.of(path).phrases:
        plain = " ".join(fold(phrase).strip("* ").replace("-", " ").split())
        assert any(word.replace("-", " ") in f" {plain} " for word in LEXICON.scan_words), phrase


def test_hosts_match_on_the_border_of_labels() -> None:
    assert LEXICON.is_host("hosts", "app.greenhouse.io")
    assert not LEXICON.is_host("hosts", "notgreenhouse.io")
    assert not LEXICON.is_host("hosts", "greenhouse.io.example")


def test_scan_words_are_folded() -> None:
    assert {" interview ", "zweitgesprach", " entretien ", "面接", "greenhouse.io"} <= set(LEXICON.scan_words)
    assert all(word == fold(word) for word in LEXICON.scan_words)


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("take home", "the Take-Home is due", True),
        ("take home", "mistake homely", False),
        ("*gespräch", "Vorstellungsgesprach", True),
        ("*gespräch", "Gesprächig", False),
        ("rr.hh.", "con RR.HH. mañana", True),
        ("面接", "一次面接のご案内", True),
        ("d'embauche", "entretien d’embauche", True),
        ("hr", "three", False),
    ],
)
def test_phrases(phrase: str, text: str, matches: bool) -> None:
    assert (Phrases.of([phrase]).search(fold(text)) is not None) == matches


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "Größe İstanbul ﬁn １２ が Ōsaka–Łódź"
    assert len(fold(text)) == len(text)
    assert fold("ÉLODIE’s – Ōsaka") == "elodie's - osaka"
    assert fold("が") == "が"
    assert squash("Marlowe & Co-Freight") == "marlowecofreight"


def lists(table: Mapping[str, Any], *path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words of a language, folded, by its path."""
    for name, entry in table.items():
        if isinstance(entry, Mapping):
            yield from lists(entry, *path, name)
        elif isinstance(entry, list) and all(isinstance(word, str) for word in entry):
            yield ".".join((*path, name)), [fold(word).strip() for word in entry]


@pytest.mark.parametrize("language", sorted(LEXICON.languages))
def test_no_list_says_a_word_twice(language: str) -> None:
    twice = [
        (path, word)
        for path, words in lists(LEXICON.languages[language])
        for place, word in enumerate(words)
        if word in words[:place]
    ]
    assert twice == []


@pytest.mark.parametrize("language", sorted(LEXICON.languages))
def test_of_two_words_of_which_one_holds_the_other_the_shorter_is_enough(language: str) -> None:
    searched = [
        item for item in lists(LEXICON.languages[language]) if item[0].startswith(("outcome.", "decision.cues"))
    ]
    needless = [
        (path, word)
        for path, words in searched
        for word in words
        if "*" not in word and Finder(other for other in words if other != word).search(word)
    ]
    assert len(searched) == 5
    assert needless == []
