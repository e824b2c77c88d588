"""Phrases of the word lists that stand for several."""

from followup_cal.recognise.choices import spelt_out, with_choices_made


def test_every_combination_is_spelt_out_in_order() -> None:
    assert spelt_out("[hr|phone] [call|chat]") == ("hr call", "hr chat", "phone call", "phone chat")


def test_an_empty_choice_leaves_the_place_out() -> None:
    assert spelt_out("meet [|the ]team") == ("meet team", "meet the team")


def test_choices_make_compounds() -> None:
    assert spelt_out("*[zweit|dritt]gespräch") == ("*zweitgespräch", "*drittgespräch")


def test_a_plain_phrase_is_itself() -> None:
    assert spelt_out("phone screen") == ("phone screen",)


def test_lists_are_spelt_out_however_deep_and_all_else_stays() -> None:
    table = {"a": {"b": ["x [y|z]", ["p", "q"]], "n": 5}, "order": "dmy"}
    assert with_choices_made(table) == {"a": {"b": ["x y", "x z", ["p", "q"]], "n": 5}, "order": "dmy"}
