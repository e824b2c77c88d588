from draft.situations import DANA, PANEL, ROBIN, interview
from followup_cal.draft.topics import is_meant, topics_for
from followup_cal.model import Person, Round, Topic

PRIYA = PANEL[1]


def test_a_topic_with_a_name_goes_to_that_person() -> None:
    for noted in ("Dana", "okafor", "Dana Okafor", " DANA  OKAFOR ", "dana@globex.example"):
        talks = Round(1, (interview([DANA, PRIYA], topics=[Topic("dbt", person=noted)]),))
        assert topics_for(DANA, talks) == ("dbt",)
        assert topics_for(PRIYA, talks) == ()


def test_names_are_compared_without_accents_and_titles() -> None:
    assert is_meant("Muller", Person("Dr. Jörg Müller"))
    assert not is_meant("Dan", DANA)
    assert not is_meant("", DANA)
    assert not is_meant("", Person(email="x@globex.example"))


def test_other_topics_are_dealt_out() -> None:
    loose = [Topic("one"), Topic("two"), Topic("three")]
    talks = Round(1, (interview([DANA, PRIYA], topics=loose),))
    assert topics_for(DANA, talks) == ("one", "three")
    assert topics_for(PRIYA, talks) == ("two",)


def test_who_has_an_own_topic_leaves_the_others_to_the_rest() -> None:
    mixed = [Topic("one"), Topic("two"), Topic("dbt", person="Dana")]
    talks = Round(1, (interview([DANA, PRIYA, ROBIN], topics=mixed),))
    assert [topics_for(person, talks) for person in (DANA, PRIYA, ROBIN)] == [("dbt",), ("one",), ("two",)]


def test_fewer_topics_than_people_come_round_again() -> None:
    talks = Round(1, (interview(PANEL[:5], topics=[Topic("one"), Topic("two")]),))
    assert [topics_for(person, talks) for person in PANEL[:5]] == [("one",), ("two",), ("one",), ("two",), ("one",)]


def test_nobody_is_told_about_a_talk_they_were_not_in() -> None:
    first, second = interview([DANA], topics=[Topic("dbt.")]), interview([ROBIN], day=18)
    assert topics_for(DANA, Round(1, (first, second))) == ("dbt",)
    assert topics_for(ROBIN, Round(1, (first, second))) == ()
    assert topics_for(PRIYA, Round(1, (first, second))) == ()
