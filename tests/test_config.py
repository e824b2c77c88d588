"""A configuration file is read as a whole, and all of its mistakes are named."""

from datetime import time
from pathlib import Path

import pytest

from followup_cal.accounts import OPTIONS as ACCOUNTS
from followup_cal.config import OPTIONS, Config, load_config, parse_config
from followup_cal.errors import ConfigProblem

WHOLE = """
sources = ["~/calendars/work", "export.ics"]
to = "followups.ics"
cadence = "quiet"
entries = "events"
country = "de-by"
past_days = 30
no_phone = true
skip = ["take-notes"]

[me]
emails = ["Robin@Adeyemi.example"]
names = ["Robin Adeyemi"]
timezone = "Europe/Berlin"

[hours]
message = "08:45"
quiet_from = 21:00:00

[quiet_window]
start = "12-18"
"""


def test_every_part_finds_its_place() -> None:
    config = parse_config(WHOLE, "config.toml")
    assert config.sources == ("~/calendars/work", "export.ics")
    assert (config.to, config.cadence, config.entries) == ("followups.ics", "quiet", "events")
    assert config.profile.addresses == ("robin@adeyemi.example",)
    assert config.profile.names == ("Robin Adeyemi",)
    assert config.profile.timezone == "Europe/Berlin"
    assert (config.planning.country, config.planning.past_days) == ("DE-BY", 30)
    assert (config.planning.no_phone, config.planning.skip) == (True, frozenset({"take-notes"}))
    assert (config.planning.hours.message, config.planning.hours.quiet_from) == (time(8, 45), time(21))
    assert (config.planning.quiet_start, config.planning.quiet_end) == ((12, 18), (1, 3))


def test_an_empty_file_changes_nothing() -> None:
    assert parse_config("", "config.toml") == Config()


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ConfigProblem) as failure:
        parse_config('cadense = "quiet"\npast_days = -1\n[me]\ntimezone = "Berlin"\n', "config.toml")
    assert failure.value.problems == (
        "config.toml: `cadense` is no option; did you mean `cadence`?",
        "config.toml: `past_days` must be a number of days from 0 to 3650, not -1.",
        "config.toml: `me.timezone` must be the name of a time zone such as \"Europe/Berlin\", not 'Berlin'.",
    )
    assert failure.value.exit_code == 2


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("sources = 3", "a list of texts"),
        ('sources = [""]', "a list of texts"),
        ('to = ""', "a text"),
        ('entries = "both"', "one of auto, events, tasks"),
        ('country = "Germany"', 'a country code such as "US" or "DE-BY", or "none"'),
        ("no_phone = 1", "true or false"),
        ("past_days = true", "a number of days from 0 to 3650"),
        ('hours.message = "half nine"', 'a time of day such as "09:30"'),
        ('quiet_window.start = "21 December"', 'a month and a day such as "12-21"'),
    ],
)
def test_a_wrong_value_is_told_what_it_must_be(line: str, wanted: str) -> None:
    with pytest.raises(ConfigProblem) as failure:
        parse_config(line, "config.toml")
    assert f"must be {wanted}, not" in failure.value.problem


def test_what_is_no_toml_is_told_where() -> None:
    with pytest.raises(ConfigProblem, match=r"config\.toml: .*line 2"):
        parse_config("to = 'x'\nnonsense\n", "config.toml")


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblem, match=r"absent\.toml: No such file or directory"):
        load_config(tmp_path / "absent.toml")


def test_the_manual_lists_every_option_as_it_is() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [line for line in manual.splitlines() if line.startswith("| `")]
    options = {key: option.doc for key, option in OPTIONS.items()} | {key: doc for key, (_, doc) in ACCOUNTS.items()}
    assert rows == [f"| `{key}` | {doc} |" for key, doc in options.items()]
