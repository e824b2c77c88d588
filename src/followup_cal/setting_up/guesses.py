"""What can be guessed, so that Enter is mostly the answer. Everything guessed is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from followup_cal.model import Application

_LOCALE = re.compile(r"([a-z]{2})_([A-Z]{2})")
_WEBMAIL = {
    "gmail": ("gmail.com", "googlemail.com"),
    "outlook-live": ("outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de", "hotmail.de"),
}
MONTH = timedelta(days=30)


def country_of(zone: str, environ: Mapping[str, str], zones: Mapping[str, str]) -> str:
    """The country of a time zone, else that of the locale (LC_ALL, LC_TIME, LANG), else `none`."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        found = _LOCALE.match(environ.get(name, ""))
        if zone not in zones and found:
            return found[2]
    return zones.get(zone, "none")


def compose_of(addresses: Sequence[str]) -> str:
    """Where somebody with these addresses writes mail."""
    domains = {address.rpartition("@")[2].lower() for address in addresses}
    return next((key for key, known in _WEBMAIL.items() if domains & set(known)), "mailto")


def full_name(gecos: str) -> str:
    """The name in the system's user database; empty where there is none or it is no person's."""
    name = gecos.partition(",")[0].strip()
    return name if " " in name else ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was found in a calendar: interviews of the last 30 days, those to come, and at how many employers each."""

    past: int
    past_employers: int
    coming: int
    coming_employers: int


def sight(applications: Sequence[Application], now: datetime) -> Sight:
    """Counts interviews around a moment, aware; one loop of several talks counts as often as it has entries."""
    found = [
        (item.company or item.key, finding.event.begins)
        for item in applications
        for round_ in item.rounds
        for finding in round_.interviews
    ]
    past = [employer for employer, start in found if now - MONTH <= start <= now]
    coming = [employer for employer, start in found if start > now]
    return Sight(len(past), len(set(past)), len(coming), len(set(coming)))
