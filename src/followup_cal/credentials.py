"""The password of an account: from its command, its environment variable, or the keyring; from nowhere else.

It is wrapped where it enters and taken out where a request is made: nothing in between can print it. ~/.netrc is not
read: it has overridden passwords that people had given (vdirsyncer, issue 1138).
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from typing import Never

from followup_cal.accounts import Account
from followup_cal.errors import Unreachable

SERVICE = "followup-cal"
# Long enough to type a passphrase, short enough for a run that nobody watches.
COMMAND_SECONDS = 120.0


class CredentialProblem(Unreachable):
    """There is no password to log in with (exit code 3)."""


class Secret:
    """A password that shows in no output: repr, str and every format of it are `***`."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """The password itself, for the request that needs it."""
        return self.__value

    def __repr__(self) -> str:
        return "***"

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.reveal() == other.reveal()

    def __hash__(self) -> int:
        return hash(self.__value)

    def __reduce__(self) -> Never:
        raise TypeError("A secret is not written anywhere.")


def find_password(
    account: Account, environ: Mapping[str, str], *, run: Callable[[tuple[str, ...]], str] | None = None
) -> Secret:
    """Finds the password of an account.

    Args:
        account: names the place; the keyring where it names none.
        environ: the environment.
        run: runs a command and returns its output; for tests.

    Raises:
        CredentialProblem: there is none, or the place cannot be asked.
    """
    if account.password_command:
        return _from_command(account, run or run_command)
    if account.password_env:
        return _from_environment(account, account.password_env, environ)
    return _from_keyring(account)


def keep_password(account: Account, password: Secret) -> None:
    """Puts a password into the keyring.

    Raises:
        CredentialProblem: there is no keyring, or it refuses.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, account.name, password.reveal())
    except (KeyringError, RuntimeError, OSError) as error:
        raise _no_keyring(account, error) from None


def keyring_problem(account: Account) -> CredentialProblem | None:
    """Why the keyring of this machine cannot be used, as on servers and in cron; None where it can."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.get_password(SERVICE, account.name)
    except (KeyringError, RuntimeError, OSError) as error:
        return _no_keyring(account, error)
    return None


def run_command(command: tuple[str, ...]) -> str:
    """Runs a command without a shell; what it says on stderr is dropped, since it may hold what must not be shown.

    Raises:
        OSError: it cannot be started.
        subprocess.SubprocessError: it failed or took too long.
    """
    done = subprocess.run(  # noqa: S603 - the user's own command from the user's own configuration, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=COMMAND_SECONDS,
        check=True,
    )
    return done.stdout.decode("utf-8")


def _from_command(account: Account, run: Callable[[tuple[str, ...]], str]) -> Secret:
    """Only the program is named in messages: an argument may hold what must not be shown."""
    program = account.password_command[0]
    hint = "Run it in a terminal to see what it says; it must print the password on its first line."
    try:
        lines = run(account.password_command).splitlines()
    except FileNotFoundError:
        raise _problem(account, f"its password_command {program!r} does not exist", hint) from None
    except subprocess.TimeoutExpired:
        raise _problem(account, f"its password_command {program!r} took longer than two minutes", hint) from None
    except subprocess.CalledProcessError as error:
        what = f"its password_command {program!r} failed with exit code {error.returncode}"
        raise _problem(account, what, hint) from None
    except UnicodeDecodeError:
        raise _problem(account, f"its password_command {program!r} did not print UTF-8 text", hint) from None
    except OSError as error:
        what = f"its password_command {program!r} could not be started: {error.strerror or 'no reason given'}"
        raise _problem(account, what, hint) from None
    if not lines or not lines[0]:
        raise _problem(account, f"its password_command {program!r} printed nothing", hint)
    return Secret(lines[0])


def _from_environment(account: Account, variable: str, environ: Mapping[str, str]) -> Secret:
    value = environ.get(variable)
    if not value:
        raise _problem(account, f"the environment variable {variable} is not set", f"Set {variable}, then try again.")
    return Secret(value)


def _from_keyring(account: Account) -> Secret:
    # About two and a half times the start-up of click: only who needs it pays for it.
    import keyring
    from keyring.errors import KeyringError

    try:
        value = keyring.get_password(SERVICE, account.name)
    except (KeyringError, RuntimeError, OSError) as error:
        raise _no_keyring(account, error) from None
    if not value:
        raise _problem(
            account,
            "the keyring has none",
            f"Log in with `followup-cal init --account {account.name}`."
            if account.auth == "oauth"
            else f"Store it with `keyring set {SERVICE} {account.name}`, or set `password_command` or `password_env`.",
        )
    return Secret(value)


def _no_keyring(account: Account, error: Exception) -> CredentialProblem:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, KeyringLocked):
        return _problem(account, "the keyring is locked", "Unlock it, then try again.")
    if isinstance(error, NoKeyringError):
        what = "this machine has no keyring"
    else:
        what = f"the keyring cannot be used ({type(error).__name__})"
    return _problem(account, what, "Set `password_command` or `password_env` for the account instead.")


def _problem(account: Account, what: str, hint: str) -> CredentialProblem:
    return CredentialProblem(f"No password for the account {account.name}: {what}.", hint)
