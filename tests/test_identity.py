"""The recipe of the UIDs never changes: these values stand for ever."""

from followup_cal.identity import is_ours, person_key, uid
from followup_cal.model import Person

DANA = Person("Dana Okafor", "Dana.Okafor@globex.example")


def test_the_recipe_is_the_one_that_is_documented() -> None:
    assert uid("abc@google.com", "thank-you", DANA) == "b9bae98b-a90c-55f6-8a81-b7c7f77b66a6@followup-cal"
    assert uid("abc@google.com", "status-email") == "12906f1c-c4ec-5d6b-9bce-638ab01e2944@followup-cal"
    assert (
        uid("abc@google.com 2026-10-19T17:00:00Z", "status-email")
        == "c8570fd3-c106-54d4-b129-442d3665519e@followup-cal"
    )
    assert uid("abc@google.com", "status-email", occurrence=1) == "55b4f9eb-1e1c-5212-9e02-745c1d8a1482@followup-cal"
    assert uid("abc@google.com", "status-email", series=1) == "fe6c9f2b-b9a4-5a90-bf60-e4255e002851@followup-cal"


def test_a_person_is_known_by_address_else_by_name() -> None:
    assert person_key(DANA) == "dana.okafor@globex.example"
    assert person_key(Person("  Dana   OKAFOR ")) == "dana okafor"
    assert person_key(None) == ""


def test_only_our_own_uids_carry_the_mark() -> None:
    assert is_ours("5e8c@followup-cal")
    assert not is_ours("5e8c@google.com")
    assert not is_ours(None)
