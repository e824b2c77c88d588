"""Runs the commands of README and docs, and puts in what they print: python docs/make_examples.py.

A block marked `console` is a transcript. Lines that begin with `$ ` are run, those that follow are what was printed; a
line `...` stands for lines left out. All blocks of a page share one folder, which holds a copy of the sample calendars.
A block that cannot be run says why: `console no-replay: needs an account`. Two remarks steer what follows them:

    <!-- now: 2026-11-18T07:30 -->    it is this moment
    <!-- file: config.toml -->        the block below is this file of the configuration folder
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"(?ms)^```(?P<kind>[^\n`]*)\n(?P<text>.*?)^```$")
REMARK = re.compile(r"<!-- (?P<key>now|file): (?P<value>\S+) -->")
PROMPT = "$ "
ELLIPSIS = "..."
TOOL = """\
#!{python}
import os, sys
from followup_cal.cli import group, main
words = sys.argv[1:]
command = group.get_command(None, words[0]) if words else None
knows = {{option.name for option in command.params}} if command else set()
sys.exit(main([*words, "--now", os.environ["NOW"]] if "now" in knows and os.environ["NOW"] else words))
"""


class Desk:
    """A machine with nothing on it but the program and the sample calendars.

    Args:
        folder: an empty folder for all of it.
    """

    def __init__(self, folder: Path) -> None:
        self.work, self.config = folder / "work", folder / "config" / "followup-cal"
        programs = folder / "bin"
        for path in (self.work, self.config, programs):
            path.mkdir(parents=True)
        for path in (ROOT / "sample_calendars").glob("*.ics"):
            shutil.copy(path, self.work)
        shutil.copytree(ROOT / "sample_calendars" / "vdir-personal", self.work / "personal")
        self.tool = programs / "followup-cal"
        self.tool.write_text(TOOL.format(python=sys.executable))
        self.tool.chmod(0o755)
        self.now = ""
        self._environ = {
            **{name: value for name, value in os.environ.items() if name in {"PYTHONPATH", "LANG", "LC_ALL"}},
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "TZ": "Europe/Berlin",
            "COLUMNS": "80",
        }

    def environ(self) -> dict[str, str]:
        """What a command finds in its environment at this moment."""
        return self._environ | {"NOW": self.now}

    def run(self, command: str) -> list[str]:
        """What a command prints, on both streams."""
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.work,
            env=self.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return [line.rstrip() for line in done.stdout.splitlines()]


def replayed(page: str, desk: Desk) -> str:
    """The page with its transcripts made anew; one that still holds stays as it is."""

    def renew(match: re.Match[str]) -> str:
        for remark in REMARK.finditer(page, until[0], match.start()):
            _heed(remark, match["text"], desk)
        until[0] = match.end()
        if match["kind"] != "console":
            return match[0]
        return "\n".join(["```console", *_transcript(match["text"], desk), "```"])

    until = [0]
    return BLOCK.sub(renew, page)


def _heed(remark: re.Match[str], block: str, desk: Desk) -> None:
    if remark["key"] == "now":
        desk.now = remark["value"]
        return
    path = desk.config / remark["value"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block, encoding="utf-8")


def _transcript(block: str, desk: Desk) -> Iterator[str]:
    for command, shown in commands(block):
        yield f"{PROMPT}{command}"
        yield from matching(shown, desk.run(command))


def commands(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a transcript, each with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith(PROMPT):
            found.append((line.removeprefix(PROMPT), []))
        else:
            found[-1][1].append(line)
    return found


def matching(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """What to show: what is shown, as long as it is what was printed; else what was printed, cut at the same places."""
    if ELLIPSIS not in shown:
        return list(printed)
    cut = shown.index(ELLIPSIS)
    head, tail = list(shown[:cut]), list(shown[cut + 1 :])
    if len(head) + len(tail) >= len(printed):
        return list(printed)
    return [*printed[: len(head)], ELLIPSIS, *printed[len(printed) - len(tail) :]]


def main() -> None:
    """Makes all pages anew."""
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        with TemporaryDirectory() as folder:
            path.write_text(replayed(text, Desk(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
