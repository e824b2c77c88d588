"""What answers mean, what is guessed, and how the configuration changes."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_cal.accounts import Account
from followup_cal.config import Wrong
from followup_cal.data import Shelf
from followup_cal.setting_up.file import edited
from followup_cal.setting_up.guesses import compose_of, country_of, full_name
from followup_cal.setting_up.place import Kind, account_name, read_place
from followup_cal.setting_up.questions import domains, language, picked
from followup_cal.stores.caldav.providers import parse_providers, provider_of

SHEET = Shelf().sheet("providers.toml")
PRESETS = parse_providers(SHEET.text, SHEET.origin)


@pytest.mark.parametrize(
    ("answer", "kind", "options"),
    [
        ("robin@icloud.com", Kind.ACCOUNT, {"email": "robin@icloud.com"}),
        (" cloud.example.org ", Kind.ACCOUNT, {"host": "cloud.example.org"}),
        ("https://cloud.example.org/dav", Kind.ACCOUNT, {"url": "https://cloud.example.org/dav"}),
        ("http://localhost:5232/", Kind.ACCOUNT, {"url": "http://localhost:5232/", "allow_http": True}),
        ("webcal://example.org/x", Kind.FEED, {}),
        ("https://example.org/robin.ics", Kind.FEED, {}),
        ("https://outlook.live.com/owa/calendar/x/y", Kind.FEED, {}),
        ("https://calendar.google.com/calendar/ical/x/basic.ics", Kind.FEED, {}),
        ("~/calendars/personal", Kind.PATH, {}),
        ("export.ics", Kind.PATH, {}),
        ("iCloud", Kind.ACCOUNT, {}),
        ("nextcl", Kind.ACCOUNT, {}),
    ],
)
def test_where_a_calendar_is(answer: str, kind: Kind, options: dict[str, object]) -> None:
    place = read_place(answer, PRESETS, exists=False)
    assert (place.kind, dict(place.options)) == (kind, options)


def test_a_name_that_exists_is_a_path() -> None:
    assert read_place("icloud", PRESETS, exists=True).kind is Kind.PATH
    named = read_place("icloud", PRESETS, exists=False).provider
    assert named is not None
    assert named.key == "icloud"


@pytest.mark.parametrize("answer", ["what", "", "http://cloud.example.org/", "https://u:p@cloud.example.org/"])
def test_what_is_no_place(answer: str) -> None:
    with pytest.raises(Wrong):
        read_place(answer, PRESETS, exists=False)


@pytest.mark.parametrize(
    ("options", "taken", "name"),
    [
        ({"email": "robin@icloud.com"}, (), "icloud"),
        ({"email": "robin@icloud.com"}, ("icloud",), "icloud2"),
        ({"url": "https://dav.my-cloud.example/x"}, (), "mycloud"),
        ({"host": "caldav.example.org"}, (), "example"),
        ({"url": "http://127.0.0.1:5232/"}, ("home", "home2"), "home3"),
    ],
)
def test_what_an_account_is_called(options: dict[str, str], taken: tuple[str, ...], name: str) -> None:
    account = Account("new", **options)  # type: ignore[arg-type]  # only texts are given
    assert account_name(account, provider_of(account, PRESETS), taken) == name


def test_a_choice_from_a_list() -> None:
    names = ["Personal", "Job search", "Work"]
    assert picked("3, job SEARCH;3", names) == ("Work", "Job search")
    assert picked(" ALL ", names) == ()
    for wrong in ("4", "0", "Holidays"):
        with pytest.raises(Wrong, match="numbers from 1 to 3"):
            picked(wrong, names)


def test_employers_and_languages() -> None:
    assert domains("robin@Globex.example, initech.example") == ("globex.example", "initech.example")
    assert domains("none") == ()
    with pytest.raises(Wrong):
        domains("globex")
    assert language("As the interview") is None
    assert language("DE") == "de"
    with pytest.raises(Wrong):
        language("xx")


def test_guesses() -> None:
    zones = {"Europe/Berlin": "DE"}
    assert country_of("Europe/Berlin", {"LANG": "en_US.UTF-8"}, zones) == "DE"
    assert country_of("UTC", {"LANG": "en_US.UTF-8"}, zones) == "US"
    assert country_of("UTC", {"LANG": "C.UTF-8"}, zones) == "none"
    assert compose_of(["robin@adeyemi.example", "robin@gmail.com"]) == "gmail"
    assert compose_of(["robin@hotmail.com"]) == "outlook-live"
    assert compose_of(["robin@adeyemi.example"]) == "mailto"
    assert full_name("Robin Adeyemi,,,") == "Robin Adeyemi"
    assert full_name("root") == ""


BEFORE = """\
# mine
country = "DE"  # here

[me]
names = ["Robin",  # signs
  "Rob"]
# tail

[accounts.home]  # old
email = "robin@adeyemi.example"
"""


def test_what_is_not_changed_stays_as_it_was_typed() -> None:
    changes = {
        "country": "US",
        "me.names": ("Robin", "Rob", "R. A."),
        "to": "x.ics",
        "accounts.new.email": "r@example.org",
    }
    assert edited(BEFORE, changes) == (
        '# mine\ncountry = "US"  # here\nto = "x.ics"\n\n'
        '[me]\nnames = ["Robin",  # signs\n  "Rob",\n  "R. A."]\n# tail\n\n'
        '[accounts.home]  # old\nemail = "robin@adeyemi.example"\n\n[accounts.new]\nemail = "r@example.org"\n'
    )
    assert edited(BEFORE, {"country": "DE", "me.names": ("Robin", "Rob"), "me.phone": None}) == BEFORE


def test_a_list_that_ends_in_a_comment_can_grow() -> None:
    after = edited('skip = ["a",  # one\n  "b"  # two\n]\n', {"skip": ("a", "b", "c")})
    assert tomllib.loads(after) == {"skip": ["a", "b", "c"]}
    assert ("# one" in after, "# two" in after) == (True, True)
    assert tomllib.loads(edited(after, {"skip": ("b",)})) == {"skip": ["b"]}


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@given(st.dictionaries(st.sampled_from(["to", "cadence", "me.field", "accounts.a.user"]), TEXTS))
def test_whatever_is_written_is_read_again(changes: dict[str, str]) -> None:
    tree = tomllib.loads(edited(BEFORE, changes))
    for key, value in changes.items():
        found: Any = tree
        for part in key.split("."):
            found = found[part]
        assert found == value
    assert edited(edited(BEFORE, changes), changes) == edited(BEFORE, changes)
