"""The login at Google: OAuth 2 in the browser with the user's own client (RFC 8252), and what goes wrong with it.

The answer comes to a free port of this machine (loopback redirect), is bound to the request by state, and its code is
of use to us alone (PKCE, RFC 7636). What is kept is the refresh token with the client, in the place of a password;
every run exchanges it for an access token that is written nowhere.
"""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followup_cal.config import Wrong
from followup_cal.credentials import Secret
from followup_cal.errors import Unreachable, UsageProblem

if TYPE_CHECKING:
    from google_auth_oauthlib.flow import InstalledAppFlow

# All that reads CalDAV at Google asks for this one (providers.md A1: vdirsyncer, DAVx5, Evolution).
SCOPE = "https://www.googleapis.com/auth/calendar"
PATIENCE = 300
_BROWSER = "followup-cal"
_DONE = "followup-cal is logged in. You can close this page."
_PARTS = ("client_id", "client_secret", "auth_uri", "token_uri")
_AGAIN = "Log in again with `followup-cal init`."


class GoogleProblem(Unreachable):
    """Google gave no access (exit code 3)."""


def read_client(typed: str) -> Mapping[str, Any]:
    """Reads the file that Google's console offers for a client of the type "Desktop app".

    Raises:
        Wrong: it is not such a file.
    """
    try:
        found = json.loads(Path(typed).expanduser().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Wrong("the path of the JSON file that you downloaded") from None
    client = found.get("installed") if isinstance(found, dict) else None
    if not isinstance(client, dict) or not all(isinstance(client.get(part), str) for part in _PARTS):
        raise Wrong("the file of a client of the type “Desktop app”; create one of this type")
    return {"installed": client}


def log_in(
    client: Mapping[str, Any], user: str, now: datetime, show: Callable[[str], None], *, patience: int = PATIENCE
) -> Secret:
    """Lets the user agree in the browser.

    Args:
        client: as read by `read_client`.
        user: the address, proposed on Google's page.
        now: the day is noted, for messages.
        show: tells the user the address of the page, for a browser that does not open by itself.
        patience: seconds to wait for the answer.

    Returns:
        What has to be kept in the place of a password.

    Raises:
        GoogleProblem: nobody agreed, or the answer cannot be used.
        UsageProblem: the extra is not installed.
    """
    flow = _flow(client)
    webbrowser.register(_BROWSER, None, _Shown(show))
    _agreed(flow, user, patience)
    token = flow.oauth2session.token
    if not token.get("refresh_token"):
        raise GoogleProblem("Google gave a login for one hour only.", _AGAIN)
    parts = client["installed"]
    kept = {
        "client_id": parts["client_id"],
        "client_secret": parts["client_secret"],
        "token_uri": parts["token_uri"],
        "refresh_token": token["refresh_token"],
        "made": now.date().isoformat(),
        # Said only of logins that end by themselves: those of a consent screen in "Testing" do after seven days.
        "testing": "refresh_token_expires_in" in token,
    }
    return Secret(json.dumps(kept))


def is_testing(kept: Secret) -> bool:
    """Whether the login will end after seven days, since the consent screen is in "Testing"."""
    return bool(json.loads(kept.reveal())["testing"])


def access_token(kept: Secret) -> Secret:
    """Exchanges what was kept for a token that opens the calendars for an hour.

    Raises:
        GoogleProblem: the login has ended, or Google cannot be reached.
        UsageProblem: the extra is not installed.
    """
    try:
        login = json.loads(kept.reveal())
        names = {name: login[name] for name in ("client_id", "client_secret", "token_uri", "refresh_token")}
    except (ValueError, KeyError, TypeError):
        raise GoogleProblem("What is kept as the login at Google cannot be read.", _AGAIN) from None
    try:
        from google.auth.exceptions import RefreshError, TransportError
        from google.auth.transport.requests import Request
        from google.oauth2.credentials import Credentials
    except ImportError:
        raise _not_installed() from None
    credentials = Credentials(None, **names)  # type: ignore[no-untyped-call]  # Google's package is half typed
    try:
        credentials.refresh(Request())  # type: ignore[no-untyped-call]  # as above
    except RefreshError as error:
        problem = _ended(login, error.args)
    except TransportError:
        problem = GoogleProblem("Google cannot be reached.", "Check the network, then try again.")
    else:
        return Secret(str(credentials.token))
    # Raised out here so that the library's exception, which may hold the request, is left behind.
    raise problem


class _Shown(webbrowser.BaseBrowser):
    """Opens a page in the user's browser, and tells its address in case that does not work."""

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        self._show(url)
        return webbrowser.open(url, new, autoraise)


def _flow(client: Mapping[str, Any]) -> InstalledAppFlow:
    try:
        from google_auth_oauthlib.flow import InstalledAppFlow
    except ImportError:
        raise _not_installed() from None
    return InstalledAppFlow.from_client_config(client, [SCOPE], autogenerate_code_verifier=True)


def _agreed(flow: InstalledAppFlow, user: str, patience: int) -> None:
    from google_auth_oauthlib.flow import WSGITimeoutError
    from oauthlib.oauth2 import AccessDeniedError, MismatchingStateError, OAuth2Error
    from requests.exceptions import RequestException

    try:
        flow.run_local_server(
            host="127.0.0.1", port=0, browser=_BROWSER, authorization_prompt_message=None, success_message=_DONE,
            timeout_seconds=patience, prompt="consent", login_hint=user,
        )  # fmt: skip
    except WSGITimeoutError:
        problem = GoogleProblem("Nobody agreed in the browser in time.", _AGAIN)
    except AccessDeniedError:
        problem = GoogleProblem(
            "Google was told not to give access.", "Run it again and choose Continue; access to calendars is needed."
        )
    except MismatchingStateError:
        problem = GoogleProblem(
            "An answer came that does not belong to this login; it was not used.",
            "Close other pages of Google's login, then run it again.",
        )
    except OAuth2Error as error:
        problem = _refused(error.error or "", error.description or "")
    except Warning:
        problem = GoogleProblem(
            "Google gave access, but not to your calendars.", "Run it again and tick the box for calendars."
        )
    except RequestException:
        problem = GoogleProblem("Google cannot be reached.", "Check the network, then try again.")
    else:
        return
    raise problem


def _refused(code: str, description: str) -> GoogleProblem:
    """What to do about an error of the login itself (RFC 6749, 4.1.2.1 and 5.2)."""
    if code in {"invalid_client", "deleted_client", "unauthorized_client"}:
        return GoogleProblem(
            "Google does not know this client.", "It may have been deleted: download its file again, or create another."
        )
    if code in {"org_internal", "admin_policy_enforced"}:
        return GoogleProblem(
            "The administrators of your organisation do not allow this client.", "Use another account, or ask them."
        )
    said = " ".join((description or code).split())[:200]
    return GoogleProblem(f"Google refused the login ({said}).", _AGAIN)


def _ended(login: Mapping[str, Any], details: tuple[Any, ...]) -> GoogleProblem:
    """Why a login that worked once is refused. Google says `invalid_grant` to all of it."""
    answer = next((item for item in details if isinstance(item, dict)), {})
    if answer.get("error") != "invalid_grant":
        return _refused(str(answer.get("error", "")), str(answer.get("error_description", "no reason given")))
    made = login.get("made", "an unknown day")
    if login.get("testing"):
        return GoogleProblem(
            f"The login at Google of {made} has ended: while your app is in “Testing”, logins last for seven days.",
            "Publish the app on its consent screen (“In production”), then log in again with `followup-cal init`.",
        )
    return GoogleProblem(
        f"Google no longer accepts the login of {made}: it was withdrawn, your password was changed, or it was not "
        "used for six months.",
        f"{_AGAIN} If it ended after seven days, publish your app first: in “Testing” logins do not last longer.",
    )


def _not_installed() -> UsageProblem:
    return UsageProblem(
        "The login at Google needs a package that is not installed.",
        "Install it with `pip install 'followup-cal[google]'`.",
    )
