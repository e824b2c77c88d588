"""Tags and key lines in all languages."""

import pytest

from followup_cal.recognise.notes import parse_notes, strip_notes
from recognise.samples import LEXICON


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#rejected 2/24", {"rejected"}),
        ("call done. #Done #No-Show", {"done", "no-show"}),
        ("#abgelehnt, #erledigt", {"rejected", "done"}),
        ("#refusé", {"rejected"}),
        ("#rechazada #oferta-verbal", {"rejected", "verbal-offer"}),
        ("#intervista-boh #colloquio", {"interview"}),
        ("#afgewezen", {"rejected"}),
        ("#不採用", {"rejected"}),
        ("issue#rejected https://x.example/#offer ##offer", set()),
        ("#somethingelse", set()),
    ],
)
def test_tags(text: str, tags: set[str]) -> None:
    assert parse_notes(text, LEXICON).tags == tags


def test_tag_with_a_value() -> None:
    notes = parse_notes("#other-offer: 12 June", LEXICON)
    assert (notes.tags, notes.get("other-offer")) == (frozenset({"other-offer"}), "12 June")


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("decision: 4 December", "decision", "4 December"),
        ("- Company : Acme", "company", "Acme"),
        ("Firma: Nordwind", "company", "Nordwind"),
        ("Entscheidung: 4.12.", "decision", "4.12."),
        ("poste : chef", "role", "chef"),
        ("empresa: Solaria", "company", "Solaria"),
        ("vaga: analista", "role", "analista"),
        ("functie: manager", "role", "manager"),
        ("ruolo: tecnico", "role", "tecnico"),
        ("talked about: a; b", "talked about", "a; b"),
        ("gesprochen über: a", "talked about", "a"),
        ("pace: slow", "pace", "slow"),
    ],
)
def test_key_lines(line: str, key: str, value: str) -> None:
    assert parse_notes(f"hello\n{line}\nbye", LEXICON).values == ((key, value),)


def test_last_value_counts() -> None:
    assert parse_notes("decision: Monday\ndecision: Friday", LEXICON).get("decision") == "Friday"


def test_other_lines_with_colons_are_no_keys() -> None:
    assert parse_notes("Agenda: nothing\nhttps://x.example\n10:30 start", LEXICON).values == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear Dana,\nthanks\n#replied", "Dear Dana,\nthanks"),
        ("#replied\n\nDear Dana", "Dear Dana"),
        ("Dear Dana,\ndecision: Friday\nthanks", "Dear Dana,\nthanks"),
        ("Dear Dana #done", "Dear Dana"),
        ("#rejected (2026-11-19)\n\nDear Dana", "Dear Dana"),
        ("Dear Dana,\n #replied, they decide by 4 December\nthanks", "Dear Dana,\nthanks"),
        ("Dear Dana,\n\nthanks", "Dear Dana,\n\nthanks"),
        ("Agenda: ours", "Agenda: ours"),
    ],
)
def test_text_without_tags_and_key_lines(text: str, left: str) -> None:
    assert strip_notes(text, LEXICON) == left
