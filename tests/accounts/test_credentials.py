"""Where passwords come from, and that they show nowhere."""

import pickle
import subprocess
import sys
import traceback
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordSetError

from accounts.drawer import Drawer
from followup_cal.accounts import Account
from followup_cal.credentials import CredentialProblem, Secret, find_password, keep_password
from followup_cal.errors import Unreachable

WORD = "hunter2-Correct"
VARIABLE = "DAV_PASSWORD"


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    backend = Drawer()
    use(backend, monkeypatch)
    return backend


def use(backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend)


def by_command(*command: str) -> Account:
    return Account("work", email="dana@example.org", password_command=command)


def script(code: str) -> Account:
    return by_command(sys.executable, "-c", code)


def refusal(account: Account, environ: dict[str, str] | None = None) -> CredentialProblem:
    with pytest.raises(CredentialProblem) as caught:
        find_password(account, environ or {})
    return caught.value


def test_the_first_line_of_a_command_is_the_password() -> None:
    account = script(f"print('{WORD} '); print('login: dana')")
    assert find_password(account, {}).reveal() == WORD + " "


def test_a_command_is_run_without_a_shell_and_cannot_read_our_input() -> None:
    account = by_command(sys.executable, "-c", "import sys; print(sys.argv[1], sys.stdin.read())", "$HOME; ls")
    assert find_password(account, {}).reveal() == "$HOME; ls "


def test_what_a_command_says_besides_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    find_password(script(f"import sys; print('{WORD}'); print('{WORD}', file=sys.stderr)"), {})
    assert capfd.readouterr() == ("", "")


def test_a_command_that_fails() -> None:
    error = refusal(script(f"print('{WORD}'); raise SystemExit(3)"))
    program = repr(sys.executable)
    assert str(error) == f"No password for the account work: its password_command {program} failed with exit code 3."
    assert "terminal" in error.hint
    assert (error.exit_code, isinstance(error, Unreachable)) == (3, True)


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (by_command("no-such-program-anywhere"), "'no-such-program-anywhere' does not exist"),
        (by_command("/"), "could not be started: "),
        (script("pass"), "printed nothing"),
        (script("print()"), "printed nothing"),
        (script(r"import sys; sys.stdout.buffer.write(b'\xff\n')"), "did not print UTF-8 text"),
    ],
)
def test_a_command_that_gives_none(account: Account, words: str) -> None:
    assert words in str(refusal(account))


def test_a_command_that_takes_too_long() -> None:
    def never(command: tuple[str, ...]) -> str:
        raise subprocess.TimeoutExpired(command, 120, output=WORD.encode())

    with pytest.raises(CredentialProblem, match="took longer than two minutes") as caught:
        find_password(by_command("slow"), {}, run=never)
    assert WORD not in "".join(traceback.format_exception(caught.value))


def test_an_environment_variable() -> None:
    account = Account("work", email="dana@example.org", password_env=VARIABLE)
    assert find_password(account, {"DAV_PASSWORD": WORD}) == Secret(WORD)
    for environ in ({}, {"DAV_PASSWORD": ""}):
        assert str(refusal(account, environ)) == (
            "No password for the account work: the environment variable DAV_PASSWORD is not set."
        )


def test_the_keyring_is_the_default(drawer: Drawer) -> None:
    account = Account("work", email="dana@example.org")
    error = refusal(account)
    assert str(error) == "No password for the account work: the keyring has none."
    assert "keyring set followup-cal work" in error.hint
    keep_password(account, Secret(WORD))
    assert drawer.kept == {("followup-cal", "work"): WORD}
    assert find_password(account, {}) == Secret(WORD)


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        (Drawer(NoKeyringError(WORD)), "this machine has no keyring"),
        (Drawer(KeyringLocked("Failed to unlock " + WORD)), "the keyring is locked"),
        (Drawer(PasswordSetError(WORD)), "the keyring cannot be used (PasswordSetError)"),
        (Drawer(RuntimeError(WORD)), "the keyring cannot be used (RuntimeError)"),
    ],
)
def test_a_keyring_that_cannot_be_used(backend: KeyringBackend, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    use(backend, monkeypatch)
    account = Account("work", email="dana@example.org")
    assert str(refusal(account)) == f"No password for the account work: {words}."
    with pytest.raises(CredentialProblem) as caught:
        keep_password(account, Secret(WORD))
    assert WORD not in "".join(traceback.format_exception(caught.value))


def test_netrc_is_ignored(tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text(f"machine example.org login dana password {WORD}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert "the keyring has none" in str(refusal(Account("work", email="dana@example.org")))
    assert drawer.kept == {}


def test_a_secret_shows_nowhere() -> None:
    secret = Secret(WORD)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>10}", f"{secret:>5}", "%s %r" % (secret, [secret])]  # noqa: UP031 - one more way to print
    assert not any(WORD in text for text in shown)
    assert repr(secret) == str(secret) == "***"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert secret == Secret(WORD)
    assert secret != Secret("other")
    assert secret != WORD
    assert len({secret, Secret(WORD)}) == 1
    assert bool(secret)
    assert not Secret("")
