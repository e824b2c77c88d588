"""An account and its password -> a session."""

from __future__ import annotations

from followup_cal.accounts import Account
from followup_cal.credentials import Secret
from followup_cal.stores.caldav.session import Session


def open_session(account: Account, password: Secret) -> Session:
    """Prepares the requests of an account; nothing is sent, except for a token to an account with OAuth.

    Raises:
        Unreachable: no token was given.
    """
    auth = account.auth
    if auth == "oauth":
        from followup_cal.google import access_token

        password, auth = access_token(password), "bearer"
    return Session(
        account.user,
        password.reveal(),
        auth=auth,
        ca_file=account.ca_file,
        allow_http=account.allow_http,
    )
