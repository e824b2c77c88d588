"""Whether calendars on servers are as an earlier run left them: one request each, and nothing else is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followup_cal.accounts import Account
from followup_cal.credentials import find_password
from followup_cal.stores.caldav.collection import Collection
from followup_cal.stores.caldav.login import open_session


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of one calendar.

    Attributes:
        account: name of the account it is in.
        url: where it is.
        token: its sync token, one that can be believed.
    """

    account: str
    url: str
    token: str


def are_current(marks: Sequence[Mark], accounts: Sequence[Account], environ: Mapping[str, str]) -> bool:
    """Whether calendars are as they were.

    Args:
        marks: how they were.
        accounts: those of the configuration.
        environ: where passwords may stand.

    Raises:
        Unreachable: one of them cannot be asked.
    """
    by_name = {account.name: account for account in accounts}
    for name in dict.fromkeys(mark.account for mark in marks):
        if name not in by_name:
            return False
        with open_session(by_name[name], find_password(by_name[name], environ)) as session:
            mine = [mark for mark in marks if mark.account == name]
            if any(Collection(session, mark.url).sync_token() != mark.token for mark in mine):
                return False
    return True
