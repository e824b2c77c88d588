"""The tool as a process of its own that need not load anything first: it is forked from one that has."""

from __future__ import annotations

import os
import runpy
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tzlocal import reload_localzone

_context = get_context("forkserver")
_context.set_forkserver_preload(["warmed"])


def start(
    words: Sequence[str], folder: Path, environ: Mapping[str, str], output: Path, errors: Path | None = None
) -> ForkServerProcess:
    """Starts a program as `python WORDS` does.

    Args:
        words: `-m` and a module, or the path of a script; then its arguments.
        folder: where it is run.
        environ: its whole environment.
        output: a file or a terminal, which gets stdout.
        errors: the same for stderr; None for the same one.
    """
    process = _context.Process(target=_program, args=(words, folder, dict(environ), output, errors or output))
    process.start()
    return process


def end(process: ForkServerProcess) -> int:
    """Waits for the end; returns the exit code."""
    process.join()
    code = process.exitcode
    process.close()
    assert code is not None
    return code


def _program(words: Sequence[str], folder: Path, environ: dict[str, str], output: Path, errors: Path) -> None:
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    reload_localzone()
    os.chdir(folder)
    for name, number, path, buffering in (("stdout", 1, output, -1), ("stderr", 2, errors, 1)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOCTTY), number)
        setattr(sys, name, os.fdopen(number, "w", buffering, encoding="utf-8", closefd=False))
    if words[0] == "-m":
        sys.argv = list(words[1:])
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(words)
        runpy.run_path(words[0], run_name="__main__")
