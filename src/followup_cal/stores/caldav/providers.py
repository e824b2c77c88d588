"""providers.toml -> frozen providers, and which of them an account is with. Reads no files and asks nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

from followup_cal.accounts import Account
from followup_cal.errors import ConfigProblem

OTHER = "other"
_HINT = "See the file providers.toml that followup-cal came with."


class Credential(StrEnum):
    """What a provider wants as password."""

    APP_PASSWORD = "app-password"  # noqa: S105 - the name of a kind, not a password
    PASSWORD = "password"  # noqa: S105 - as above
    PASSWORD_OR_APP = "password-or-app"  # noqa: S105 - as above
    OAUTH = "oauth"
    DIGEST = "digest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a provider cannot do: its name, and a clause for people."""

    key: str
    clause: str


@dataclass(frozen=True, slots=True)
class Provider:
    """Where people keep calendars, and what is known of it.

    Attributes:
        key: its name in providers.toml and in an account's `provider`.
        title: what people call it.
        start: where the discovery begins, with {host} and {user}; empty where there is no CalDAV.
        domains: of the e-mail addresses it serves.
        hosts: its servers, with all names below them.
        paths: beginnings of paths that only its software has, lower case.
        lacks: what it cannot do.
        events_only: entries are better written as events: its apps do not show tasks.
        hint: how to get the right password.
        forbidden: what to do where it knows the user, but gives no access to calendars; empty for the usual reasons.
    """

    key: str
    title: str
    credential: Credential
    start: str = ""
    domains: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    events_only: bool = False
    hint: str = ""
    forbidden: str = ""

    @property
    def own_host(self) -> bool:
        """Whether everybody has a server of their own."""
        return "{host}" in self.start

    def can(self, feature: str) -> bool:
        """Whether it is not known to lack something, e.g. `tasks` or `sync-token`."""
        return all(lack.key != feature for lack in self.lacks)

    def address(self, host: str, user: str) -> str:
        """Where the discovery begins for one user; a port that was given replaces that of the preset."""
        template = self.start
        if ":" in host.rpartition("]")[2]:
            template = template.replace("{host}:5001", "{host}")
        return template.replace("{host}", host).replace("{user}", quote(user, safe="@"))


def parse_providers(content: str, origin: str) -> tuple[Provider, ...]:
    """Reads providers.toml.

    Raises:
        ConfigProblem: with one sentence for every mistake in it.
    """
    try:
        tree = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise ConfigProblem((f"{origin}: {error}",), _HINT) from error
    clauses = tree.get("lacks", {})
    providers, problems = [], []
    for key, table in tree.get("providers", {}).items():
        wrong = list(_mistakes(table, clauses))
        problems += [f"{origin}: `providers.{key}` {sentence}" for sentence in wrong]
        if not wrong:
            providers.append(_provider(key, table, clauses))
    if not any(provider.key == OTHER for provider in providers) and not problems:
        problems.append(f"{origin}: there is no `providers.{OTHER}`, which stands for all others.")
    if problems:
        raise ConfigProblem(tuple(problems), _HINT)
    return tuple(providers)


def provider_of(account: Account, providers: tuple[Provider, ...]) -> Provider:
    """Which provider an account is with: the one it names, else by server, by path, by e-mail domain.

    Raises:
        ConfigProblem: it names one that does not exist.
    """
    known = {provider.key: provider for provider in providers}
    if account.provider:
        if account.provider not in known:
            raise _unknown(account, known)
        return known[account.provider]
    parts = urlsplit(account.url or (f"https://{account.host}/" if account.host else ""))
    domain = (account.email or "").rpartition("@")[2].lower()
    if parts.hostname:
        found = at_server(parts.hostname, parts.path, providers)
    else:
        found = next((item for item in providers if domain in item.domains), None)
    return found or known[OTHER]


def at_server(host: str, path: str, providers: tuple[Provider, ...]) -> Provider | None:
    """The provider whose server an address names, by host, else by what its path begins with."""
    name = host.lower().rstrip(".")
    for provider in providers:
        if any(name == own or name.endswith("." + own) for own in provider.hosts):
            return provider
    lower = path.lower()
    return next((item for item in providers if any(lower.startswith(start) for start in item.paths)), None)


def place_of(account: Account, provider: Provider) -> str:
    """What to call the place where an account is: the provider, or the server where that is not a known one."""
    if provider.key != OTHER:
        return provider.title
    _, _, domain = (account.email or account.user).rpartition("@")
    return account.host or urlsplit(account.url or "").netloc or domain


def login_advice(account: Account, provider: Provider, schemes: Iterable[str] = ()) -> str:
    """What to do about a login that was refused.

    Args:
        account: whose login it was.
        provider: which one it is with.
        schemes: the ways of logging in that the server offers, lower case; empty where it does not say.
    """
    if account.auth == "oauth":
        return f"Log in again with `followup-cal init --account {account.name}`."
    offered = frozenset(schemes)
    if account.auth and offered and account.auth not in offered and offered & {"basic", "digest"}:
        other = "digest" if account.auth == "basic" else "basic"
        return f'It wants {other.title()}: set `auth = "{other}"` for the account, or leave `auth` out.'
    if offered and not offered & {"basic", "digest"}:
        return f"It takes no plain password at all. {provider.hint}".strip()
    if provider.credential is Credential.APP_PASSWORD:
        return f"{provider.title} wants an app password here, not that of the account. {provider.hint}"
    advice = f"Check user name and password. {provider.hint}".strip()
    if not provider.own_host:
        return advice
    wanted = "only the part before the @" if "@" in account.user else "the whole e-mail address"
    return f"{advice} Some servers want {wanted} as `username`."


def _mistakes(table: Any, clauses: Mapping[str, str]) -> list[str]:
    if not isinstance(table, dict):
        return ["must be a table."]
    problems = [f"has no `{key}`." for key in ("title", "credential") if not isinstance(table.get(key), str)]
    credential = table.get("credential")
    if isinstance(credential, str) and credential not in list(Credential):
        problems.append("`credential` must be one of " + ", ".join(Credential) + ".")
    problems += [
        f"lacks {key!r}, which [lacks] does not explain." for key in table.get("lacks", ()) if key not in clauses
    ]
    problems += [f"`{key}` is no option." for key in table if key not in Provider.__dataclass_fields__]
    if "start" not in table and credential != Credential.NONE:
        problems.append("has no `start`.")
    return problems


def _provider(key: str, table: Mapping[str, Any], clauses: Mapping[str, str]) -> Provider:
    return Provider(
        key=key,
        title=table["title"],
        credential=Credential(table["credential"]),
        start=table.get("start", ""),
        domains=tuple(table.get("domains", ())),
        hosts=tuple(table.get("hosts", ())),
        paths=tuple(table.get("paths", ())),
        lacks=tuple(Lack(name, clauses[name]) for name in table.get("lacks", ())),
        events_only=table.get("events_only", False),
        hint=table.get("hint", ""),
        forbidden=table.get("forbidden", ""),
    )


def _unknown(account: Account, known: Mapping[str, Provider]) -> ConfigProblem:
    close = get_close_matches(account.provider or "", known, n=1)
    question = f"; did you mean `{close[0]}`?" if close else "."
    problem = f"`accounts.{account.name}.provider` {account.provider!r} is no provider{question}"
    return ConfigProblem((problem,), "Known providers: " + ", ".join(known) + ".")
