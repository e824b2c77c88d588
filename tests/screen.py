"""The tool at a real terminal."""

import os
import pty
import termios
from multiprocessing.connection import wait
from pathlib import Path

import warm


def at_a_terminal(*arguments: str | Path, columns: int = 80, term: str = "xterm", no_color: str = "") -> str:
    """What a terminal shows, stdout and stderr together."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    known = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    words = ["-m", "followup_cal", *map(str, arguments)]
    environ = {**known, "TERM": term, "NO_COLOR": no_color}
    program = warm.start(words, Path.cwd(), environ, Path(os.ttyname(theirs)))
    shown = b""
    while ours in wait([ours, program.sentinel]):
        shown += os.read(ours, 4096)
    warm.end(program)
    os.close(theirs)
    while chunk := _read(ours):
        shown += chunk
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # a terminal that nobody writes to any more
        return b""
