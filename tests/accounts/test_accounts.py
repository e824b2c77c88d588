"""[accounts.NAME] tables: what they may say, and that every mistake is named at once."""

import tomllib
from typing import Any

import pytest

from followup_cal.accounts import Account, is_loopback, parse_accounts, refer


def parse(content: str) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    tree: dict[str, Any] = tomllib.loads(content)
    return parse_accounts(tree["accounts"], "config.toml")


def problems(content: str) -> tuple[str, ...]:
    accounts, found = parse(content)
    assert not accounts
    return found


def test_every_option_is_read() -> None:
    accounts, wrong = parse("""
        [accounts.work]
        url = "https://dav.example.org/dav/"
        email = "dana@example.org"
        username = "dana"
        provider = "nextcloud"
        password_command = "pass show 'calendar work'"
        ca_file = "~/ca.pem"
        auth = "digest"
        allow_http = false
        calendars = ["Interviews", "Private"]
        events_to = "Interviews"
        tasks_to = "Tasks"
        [accounts.home]
        host = "DAV.example.org:8443"
        username = "dana"
        password_env = "DAV_PASSWORD"
        calendars = "Interviews"
    """)
    assert wrong == ()
    work, home = accounts
    assert work == Account(
        name="work",
        url="https://dav.example.org/dav/",
        email="dana@example.org",
        username="dana",
        provider="nextcloud",
        password_command=("pass", "show", "calendar work"),
        ca_file="~/ca.pem",
        auth="digest",
        calendars=("Interviews", "Private"),
        events_to="Interviews",
        tasks_to="Tasks",
    )
    assert (home.host, home.password_env, home.calendars) == ("dav.example.org:8443", "DAV_PASSWORD", ("Interviews",))


def test_who_logs_in_is_the_address_unless_a_user_name_is_given() -> None:
    assert Account("a", email="dana@example.org").user == "dana@example.org"
    assert Account("a", email="dana@example.org", username="dana").user == "dana"
    assert Account("a", host="dav.example.org").user == ""


@pytest.mark.parametrize("command", ["\"gpg -d 'my file'\"", '["gpg", "-d", "my file"]'])
def test_a_command_is_a_line_or_a_list(command: str) -> None:
    accounts, _ = parse(f'[accounts.a]\nemail = "d@example.org"\npassword_command = {command}')
    assert accounts[0].password_command == ("gpg", "-d", "my file")


def test_all_mistakes_are_named_at_once() -> None:
    assert problems("""
        [accounts.one]
        urll = "https://dav.example.org/"
        host = "https://dav.example.org/"
        auth = "kerberos"
        allow_http = "yes"
        [accounts.two]
        email = "dana"
        [accounts.three]
        username = "dana"
    """) == (
        "config.toml: `accounts.one.urll` is no option; did you mean `url`?",
        (
            'config.toml: `accounts.one.host` must be the name of a server such as "dav.example.org"; '
            "set `url` for a whole address."
        ),
        "config.toml: `accounts.one.auth` must be one of basic, digest, oauth.",
        "config.toml: `accounts.one.allow_http` must be true or false.",
        'config.toml: `accounts.two.email` must be an e-mail address such as "dana@example.org".',
        "config.toml: `accounts.three` needs one of `url`, `host` or `email`.",
    )


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('url = "https://a.example/"\nhost = "b.example"', "`accounts.a` has both `url` and `host`: leave one out."),
        (
            'email = "d@example.org"\npassword_env = "X"\npassword_command = "pass"',
            "`accounts.a` has both `password_command` and `password_env`: leave one out.",
        ),
        (
            'url = "http://dav.example.org/"\nallow_http = true',
            "`accounts.a.url` must begin with https: plain http would show your password to the network.",
        ),
        (
            'url = "http://127.0.0.1:5232/"',
            "`accounts.a.url` is plain http: set `allow_http = true` to use it here.",
        ),
        ('url = "ftp://dav.example.org/"', '`accounts.a.url` must be an address such as "https://dav.example.org/".'),
        ('url = "https://[::1/"', '`accounts.a.url` must be an address such as "https://dav.example.org/".'),
        (
            'password_command = "pass \'show"',
            "`accounts.a.password_command` must be a command: a text, or a list of texts.",
        ),
        ("password_command = []", "`accounts.a.password_command` must be a command: a text, or a list of texts."),
    ],
)
def test_contradictions(lines: str, sentence: str) -> None:
    assert f"config.toml: {sentence}" in problems(f"[accounts.a]\n{lines}")


@pytest.mark.parametrize("name", ["work/home", "a.ics", "..", "https://x", "my work"])
def test_a_name_cannot_be_taken_for_a_path_or_an_address(name: str) -> None:
    found = problems(f'[accounts."{name}"]\nemail = "d@example.org"')
    assert found == (f"config.toml: `accounts.{name}`: a name is made of letters, digits, - and _ only.",)


def test_an_account_is_a_table() -> None:
    assert problems('[accounts]\nwork = "https://dav.example.org/"') == (
        "config.toml: `accounts.work` must be a table: write [accounts.work] above its options.",
    )


@pytest.mark.parametrize(
    "lines",
    [
        'password = "hunter2"',
        'url = "https://dana:hunter2@dav.example.org/"',
        'password_command = "echo hunter2 \'"',
        'password_env = ["hunter2"]',
        "email = { password = 'hunter2' }",
    ],
)
def test_a_password_in_the_wrong_place_is_not_repeated(lines: str) -> None:
    found = problems(f"[accounts.a]\n{lines}")
    assert found
    assert "hunter2" not in "".join(found)


def test_a_password_in_the_file_is_refused_with_what_to_do() -> None:
    assert problems('[accounts.a]\nemail = "d@example.org"\npassword = "hunter2"') == (
        (
            "config.toml: `accounts.a.password` must not stand here: keep it in the keyring, "
            "or name a `password_command` or `password_env`."
        ),
    )


def test_a_command_does_not_show_in_the_repr() -> None:
    accounts, _ = parse('[accounts.a]\nemail = "d@example.org"\npassword_command = "echo hunter2"')
    assert "hunter2" not in repr(accounts)


def test_a_source_is_an_account_or_one_of_its_calendars() -> None:
    accounts = (Account("work", host="dav.example.org"), Account("home", host="dav.example.org"))
    work = refer("work", accounts)
    assert work is not None
    assert (work.account.name, work.calendar) == ("work", None)
    one = refer("home/Job/Interviews", accounts)
    assert one is not None
    assert (one.account.name, one.calendar) == ("home", "Job/Interviews")
    assert refer("./work", accounts) is None
    assert refer("works", accounts) is None
    trailing = refer("work/", accounts)
    assert trailing is not None
    assert trailing.calendar is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "[::1]", "127.8.8.8", "LOCALHOST."])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["localhost.example.org", "127.0.0.1.example.org", "192.0.2.1", "notlocalhost", ""])
def test_another_machine(host: str) -> None:
    assert not is_loopback(host)
