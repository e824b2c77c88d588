"""The tool as a program at a pseudo terminal, and somebody who answers it."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pexpect
import pytest

from dav.servers import radicale
from terminal.account import Calendars

ROOT = Path(__file__).parents[2]
KEYRING, NO_KEYRING = "terminal.drawer.Drawer", "keyring.backends.fail.Keyring"


@dataclass
class Terminal:
    """A running program.

    Attributes:
        said: everything it has shown, in lines.
        questions: how often it was answered.
    """

    program: pexpect.spawn[str]
    questions: int = 0
    parts: list[str] = field(default_factory=list)

    def answer(self, *pairs: tuple[str, str]) -> None:
        """Waits for each question, a part of its words, and types the answer."""
        for words, typed in pairs:
            self.program.expect(f"{re.escape(words)}[^\n]* $")
            self.parts.append(f"{self.program.before}{self.program.after!s}")
            self.program.sendline(typed)
            self.questions += 1

    def interrupt(self, words: str) -> None:
        """Waits for a question and presses Ctrl-C."""
        self.program.expect(f"{re.escape(words)}[^\n]* $")
        self.parts.append(f"{self.program.before}{self.program.after!s}")
        self.program.sendintr()

    def end(self) -> int:
        """Waits for the end; returns the exit code."""
        self.program.expect(pexpect.EOF)
        self.parts.append(self.program.before or "")
        self.program.close()
        assert self.program.exitstatus is not None
        return int(self.program.exitstatus)

    @property
    def said(self) -> str:
        return "".join(self.parts).replace("\r\n", "\n")

    @property
    def words(self) -> str:
        """The same without line breaks."""
        return " ".join(self.said.split())


Play = Callable[..., Terminal]


def _heed_interrupts() -> None:
    """Tests in the background of a shell ignore Ctrl-C, and what they start would do so, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def play(machine: Path, tmp_path: Path) -> Iterator[Play]:
    """Starts the tool at a terminal of its own, on the machine of the test."""
    running: list[pexpect.spawn[str]] = []

    def start(*arguments: str | Path, keyring: str = KEYRING, **environ: str) -> Terminal:
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
        env = {**os.environ, "PYTHONPATH": path, "PYTHON_KEYRING_BACKEND": keyring, "LANG": "C.UTF-8", **environ}
        words = ["-m", "followup_cal", *map(str, arguments)]
        program = pexpect.spawn(
            sys.executable, words, env=env, cwd=str(tmp_path), encoding="utf-8", timeout=20, dimensions=(60, 300),
            preexec_fn=_heed_interrupts,
        )  # fmt: skip
        program.delaybeforesend = None
        running.append(program)
        return Terminal(program)

    assert Path.home() == machine
    yield start
    for program in running:
        program.close(force=True)


@pytest.fixture
def calendars(tmp_path: Path) -> Iterator[Calendars]:
    """An account of the test's own: "Personal" with four interviews at three employers, and an empty "Job search"."""
    folder = tmp_path / "server"
    folder.mkdir()
    with radicale(folder) as server:
        yield Calendars.made(server)
