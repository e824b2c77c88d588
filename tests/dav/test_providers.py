"""providers.toml, and which provider an account is with."""

import re

import pytest

from followup_cal.accounts import Account
from followup_cal.data import Shelf
from followup_cal.errors import ConfigProblem
from followup_cal.stores.caldav.providers import Credential, login_advice, parse_providers, provider_of

SHEET = Shelf().sheet("providers.toml")
PRESETS = parse_providers(SHEET.text, SHEET.origin)
BY_KEY = {provider.key: provider for provider in PRESETS}
WANTED = {
    *("google", "icloud", "nextcloud", "owncloud", "fastmail", "mailbox-org", "posteo", "gmx", "web-de", "yahoo"),
    *("zoho", "zimbra", "sogo", "synology", "baikal", "radicale", "xandikos", "davmail", "other"),
}


def key(**account: str) -> str:
    return provider_of(Account("a", **account), PRESETS).key  # type: ignore[arg-type]  # only texts are given


def test_all_are_there() -> None:
    assert set(BY_KEY) >= WANTED


def test_hints_have_no_links_and_end_like_sentences() -> None:
    for provider in PRESETS:
        assert not re.search(r"https?://|www\.", provider.hint), provider.key
        assert provider.hint.endswith("."), provider.key


def test_no_domain_is_claimed_twice() -> None:
    domains = [domain for provider in PRESETS for domain in provider.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ({"email": "dana@gmail.com"}, "google"),
        ({"email": "dana@example.org"}, "other"),
        ({"email": "dana@outlook.com"}, "outlook"),
        ({"email": "dana@proton.me"}, "proton"),
        ({"url": "https://p42-caldav.icloud.com/1234/calendars/"}, "icloud"),
        ({"url": "https://noticloud.com/"}, "other"),
        ({"host": "CALDAV.fastmail.com"}, "fastmail"),
        ({"url": "https://cloud.example.org/remote.php/dav/"}, "nextcloud"),
        ({"url": "https://cloud.example.org/SOGo/dav/dana/"}, "sogo"),
        ({"url": "https://dav.example.org/", "email": "dana@gmail.com"}, "other"),
        ({"email": "dana@gmail.com", "provider": "fastmail"}, "fastmail"),
    ],
)
def test_recognised(account: dict[str, str], expected: str) -> None:
    assert key(**account) == expected


def test_an_unknown_provider() -> None:
    with pytest.raises(
        ConfigProblem, match=r"`accounts.a.provider` 'fastmial' is no provider; did you mean `fastmail`\?"
    ):
        key(email="dana@example.org", provider="fastmial")


def test_what_it_lacks() -> None:
    assert not BY_KEY["google"].can("tasks")
    assert BY_KEY["fastmail"].can("tasks")
    assert BY_KEY["fastmail"].lacks[0].clause == "events and tasks stand in separate calendars"


def test_names_in_addresses_are_quoted() -> None:
    assert (
        BY_KEY["sogo"].address("dav.example.org", "dana/../x y@z")
        == "https://dav.example.org/SOGo/dav/dana%2F..%2Fx%20y@z/"
    )


def test_advice_after_a_refused_login() -> None:
    account = Account("a", email="dana@icloud.com")
    assert login_advice(account, BY_KEY["icloud"]).startswith(
        "iCloud wants an app password here, not that of the account."
    )
    own = Account("a", host="dav.example.org", username="dana")
    assert login_advice(own, BY_KEY["other"]).endswith("Some servers want the whole e-mail address as `username`.")
    basic = Account("a", host="dav.example.org", username="dana", auth="basic")
    assert login_advice(basic, BY_KEY["baikal"], {"digest"}).startswith('It wants Digest: set `auth = "digest"`')
    assert login_advice(own, BY_KEY["other"], {"bearer"}).startswith("It takes no plain password at all.")


def test_every_mistake_in_a_file_is_named() -> None:
    with pytest.raises(ConfigProblem) as caught:
        parse_providers(
            """
            [lacks]
            tasks = "no tasks"
            [providers.a]
            title = "A"
            credential = "magic"
            lacks = ["wings"]
            start = "https://a.example/"
            colour = "red"
            [providers.b]
            """,
            "providers.toml",
        )
    assert caught.value.problems == (
        "providers.toml: `providers.a` `credential` must be one of " + ", ".join(Credential) + ".",
        "providers.toml: `providers.a` lacks 'wings', which [lacks] does not explain.",
        "providers.toml: `providers.a` `colour` is no option.",
        "providers.toml: `providers.b` has no `title`.",
        "providers.toml: `providers.b` has no `credential`.",
        "providers.toml: `providers.b` has no `start`.",
    )


def test_a_file_that_is_no_toml_or_lacks_the_last_resort() -> None:
    with pytest.raises(ConfigProblem, match=r"^providers.toml: "):
        parse_providers("[", "providers.toml")
    with pytest.raises(ConfigProblem, match=r"there is no `providers\.other`"):
        parse_providers("", "providers.toml")
