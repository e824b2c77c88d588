"""Reading cadences from their files."""

import pytest

from cadence.cases import BALANCED
from followup_cal.cadence.definition import parse_cadence
from followup_cal.cadence.steps import Component, To, When
from followup_cal.cadence.terms import Anchor, Offset, Term, Unit, parse_offset, parse_term
from followup_cal.errors import ConfigProblem
from followup_cal.model import Medium

STATUS = """
[[step]]
name = "status-email"
at = "end + 5bd"
hour = "message"
"""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigProblem) as caught:
        parse_cadence(text, "my.toml")
    return caught.value.problems


def test_balanced_has_its_steps_in_order() -> None:
    assert [step.name for step in BALANCED.steps] == [
        "ask-next-steps",
        "take-notes",
        "thank-you",
        "status-email",
        "phone-call",
        "final-note",
        "close",
        "rejection-reply",
    ]
    assert (BALANCED.name, BALANCED.cap) == ("balanced", 3)
    assert [step.name for step in BALANCED.steps if step.touch] == ["status-email", "phone-call", "final-note"]


def test_every_template_is_the_steps_own() -> None:
    assert {step.template for step in BALANCED.steps} == {step.name for step in BALANCED.steps}


def test_a_cadence_needs_little() -> None:
    cadence = parse_cadence('name = "quiet"\ncap = 1\n' + STATUS, "quiet.toml")
    (step,) = cadence.steps
    assert (cadence.cap, step.at) == (1, Term(Anchor.END, Offset(5, Unit.BUSINESS_DAYS)))
    assert (cadence.min_gap, cadence.phone_not_before, cadence.about) == (
        Offset(2, Unit.BUSINESS_DAYS),
        Offset(5, Unit.BUSINESS_DAYS),
        "",
    )
    assert (step.medium, step.to, step.template, step.component) == (
        Medium.EMAIL,
        To.RECRUITER,
        "status-email",
        Component.VTODO,
    )
    assert (step.alarms, step.until) == ((Term(Anchor.AT),), Term(Anchor.AT, Offset(8, Unit.HOURS)))
    assert [step.manager, step.next_morning, step.touch, step.rests, step.instead, step.off] == [False] * 6
    assert (step.when, step.tags, step.without) == (When.OPEN, frozenset(), frozenset())
    assert parse_cadence('name = "quiet"\n' + STATUS, "quiet.toml").cap == 3


@pytest.mark.parametrize(
    ("given", "to"),
    [
        ("recruiter", To.RECRUITER),
        ("recruiter-and-interviewers", To.ALL),
        ("agent", To.AGENT),
        ("self", To.SELF),
    ],
)
def test_a_step_says_whom_it_addresses(given: str, to: To) -> None:
    (step,) = parse_cadence(f'name = "mine"\n{STATUS}to = "{given}"\n', "mine.toml").steps
    assert step.to is to


@pytest.mark.parametrize("name", ["5", '"Noon"', '"nöon"', '"a b"', '"-"', '""', "true"])
def test_a_name_is_of_small_letters_digits_and_hyphens(name: str) -> None:
    (problem,) = problems(f"name = {name}\n{STATUS}")
    assert problem.startswith("my.toml:1: `name` must be a name of small letters, digits and hyphens")


@pytest.mark.parametrize("cap", ["true", "-1", "100", "2.0"])
def test_a_cap_is_a_whole_number(cap: str) -> None:
    (problem,) = problems(f'name = "x"\ncap = {cap}\n{STATUS}')
    assert problem.startswith("my.toml:2: `cap` must be a whole number from 0 to 99, not ")


def test_a_cadence_is_described_in_one_line() -> None:
    assert parse_cadence(f'name = "x"\nabout = " Calm. "\n{STATUS}', "my.toml").about == "Calm."
    for about in ('"One.\\nTwo."', '" "', "1"):
        (problem,) = problems(f'name = "x"\nabout = {about}\n{STATUS}')
        assert problem.startswith("my.toml:2: `about` must be a text of one line, not ")


def test_a_cadence_may_keep_greater_distances() -> None:
    cadence = parse_cadence(f'name = "calm"\nmin_gap = "3bd"\nphone_not_before = "7bd"\n{STATUS}', "calm.toml")
    assert (cadence.min_gap, cadence.phone_not_before) == (
        Offset(3, Unit.BUSINESS_DAYS),
        Offset(7, Unit.BUSINESS_DAYS),
    )


def test_repeated_steps_are_told_apart() -> None:
    cadence = parse_cadence('name = "experts"\n' + STATUS * 3, "experts.toml")
    assert [step.occurrence for step in cadence.steps] == [0, 1, 2]


def test_all_mistakes_are_reported_at_once() -> None:
    text = """
        name = "My Cadence"
        cap = "three"
        min_gap = "2d"
        phone_not_before = "3bd"
        colour = "red"
        [[step]]
        name = "status-email"
        at = "interview + 5bd"
        hour = "noon"
        late = "sometimes"
        morning = "1bd"
        alarms = "at"
        touch = 1
        without = ["lunch"]
        evening_from = "18:30"
        size = 3
        [[step]]
    """
    step = ": step 1 (status-email): "
    expected = (
        "my.toml:2: `name` must be a name of small letters, digits and hyphens",
        "my.toml:3: `cap` must be a whole number from 0 to 99, not 'three'.",
        "my.toml:4: `min_gap` must be a number of business days",
        'my.toml:5: `phone_not_before` must be at least "5bd"',
        "my.toml:9"
        + step
        + "`at` must be `end` or `middle` or `outcome` or `previous` or `start` or `window`, then + or -",
        "my.toml:10" + step + "`hour` must be one of exact, message, call, not 'noon'.",
        "my.toml:16" + step + "`evening_from` must be a time of day such as 18:30:00, not '18:30'.",
        "my.toml:12" + step + "`morning` must be minutes or hours",
        "my.toml:13" + step + "`alarms` must be a list, not 'at'.",
        "my.toml:11" + step + "`late` must be `next`, or `at` or `end`, then + or -",
        "my.toml:14" + step + "`touch` must be true or false, not 1.",
        "my.toml:15" + step + "`without` must be one of recruiter_screen, phone_screen,",
        "my.toml:17" + step + "`size` is not known; allowed are alarms, at, component,",
        "my.toml:18: step 2 (without a name): `name` is missing.",
        "my.toml:18: step 2 (without a name): `at` is missing.",
        "my.toml:18: step 2 (without a name): `hour` is missing.",
        "my.toml:6: `colour` is not known; allowed are about, cap, min_gap, name, phone_not_before, step.",
    )
    for found, begin in zip(problems(text), expected, strict=True):
        assert found.startswith(begin)


# Lines 1 to 3 are the cadence's name, the step's header and its name.
@pytest.mark.parametrize(
    ("step", "line", "expected"),
    [
        ('at = "end + 5bd"\nhour = "exact"', 4, "`at` must count minutes or hours"),
        ('at = "previous + 2h"\nhour = "exact"', 4, "`at` must count minutes or hours"),
        ('at = "end + 2h"\nhour = "call"', 4, "`at` must count days or business days"),
        ('at = "start + 2d"\nhour = "call"', 4, "`at` must count days or business days"),
        ('at = "window - 3h"\nhour = "message"', 4, "`at` must count days or business days"),
        ('at = "end"\nhour = "message"', 4, "`at` must count days or business days"),
        ('hour = "message"\nat = "previous + 5bd"', 5, "`at` must count from `end`: no step that is counted in days"),
        ('at = "end + 5bd"\nhour = "message"\nto = "each-interviewer"', 6, "`to` can be each-interviewer only where"),
        ('at = "outcome"\nhour = "message"', 4, "`at` must be `outcome` where"),
        ('at = "end + 1bd"\nhour = "message"\nwhen = "rejected"', 4, "`at` must be `outcome` where"),
        ('at = "outcome"\nhour = "exact"\nwhen = "rejected"', 5, "`hour` must be message or call where"),
        ('at = "outcome"\nhour = "message"\nwhen = "marked"', 6, "`when` is marked: `tags` must name the marks."),
        (
            'at = "outcome"\nhour = "message"\nwhen = "rejected"\ninstead = true',
            7,
            "`instead` can be set only where `when` is marked.",
        ),
        ('at = "end + 2h"\nhour = "exact"\nnext_morning = true', 6, "`next_morning` needs `morning`."),
        ('at = "end + 1bd"\nhour = "message"\nuntil = "at + 1bd"', 6, "`until` can count business days only from"),
        ('at = "end + 1bd"\nhour = "message"\nalarms = ["at - 1bd"]', 6, "`alarms` must count minutes or hours"),
    ],
)
def test_steps_that_contradict_themselves_are_refused(step: str, line: int, expected: str) -> None:
    (problem,) = problems(f'name = "mine"\n[[step]]\nname = "x"\n{step}\n')
    assert problem.startswith(f"my.toml:{line}: step 1 (x): {expected}")


def test_what_is_no_toml_is_refused() -> None:
    (problem,) = problems("name = ")
    assert problem.startswith("my.toml:1: ")
    (problem,) = problems('name = "x"\ncap = \nabout = ""\n')
    assert problem.startswith("my.toml:2: ")


@pytest.mark.parametrize("text", ['name = "x"', 'name = "x"\nstep = 3', 'name = "x"\nstep = [3]'])
def test_a_cadence_without_steps_is_refused(text: str) -> None:
    assert "`step`" in problems(text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", Offset(30, Unit.MINUTES)),
        ("+ 2h", Offset(2, Unit.HOURS)),
        ("-3d", Offset(-3, Unit.DAYS)),
        (" 5 bd ", Offset(5, Unit.BUSINESS_DAYS)),
    ],
)
def test_offsets(text: str, expected: Offset) -> None:
    assert parse_offset(text) == expected


@pytest.mark.parametrize("text", ["", "5", "bd", "5w", "1.5h", "99999m", "end + 5bd"])
def test_what_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="a number and a unit"):
        parse_offset(text)


def test_terms() -> None:
    anchors = frozenset({Anchor.START, Anchor.END})
    assert parse_term("start", anchors) == Term(Anchor.START)
    assert parse_term("start - 30m", anchors) == Term(Anchor.START, Offset(-30, Unit.MINUTES))
    for text in ("previous + 1d", "start 30m", "30m", ""):
        with pytest.raises(ValueError, match="`end` or `start`"):
            parse_term(text, anchors)
