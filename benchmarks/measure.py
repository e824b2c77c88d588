"""Runs whole processes and says what they cost. As a program it runs one and prints its costs.

Every process is started by a small Python of its own: Linux counts what a process inherits from the one that started
it towards its peak memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took.

    Attributes:
        cpu: seconds of processor time, its own and the system's for it: what a busy machine does not blur.
        wall: seconds until it ended.
        memory: peak, in MB.
    """

    cpu: float
    wall: float
    memory: float

    def least(self, other: Cost) -> Cost:
        """The smaller of each."""
        return Cost(min(self.cpu, other.cpu), min(self.wall, other.wall), min(self.memory, other.memory))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `ok` is None for what is shown for comparison only."""

    what: str
    measured: str
    required: str
    ok: bool | None


@dataclass(frozen=True, slots=True)
class Bench:
    """Where processes run: a home folder of their own, nothing of the machine's configuration."""

    folder: Path

    def run(self, command: Sequence[str | Path], *, worst: int = 0) -> Cost:
        """Runs a process once; its exit code must not be above the worst.

        Programs are compiled once, as where they are installed, whatever the environment says.
        """
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "DAV_PASSWORD": "correct-horse-battery",
        }
        words = [sys.executable, "-I", "-S", __file__, *map(str, command)]
        done = subprocess.run(words, cwd=self.folder, env=environment, check=False, capture_output=True, text=True)
        if done.returncode > worst:
            raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")
        return Cost(*json.loads(done.stdout))

    def compare(self, commands: Mapping[str, Sequence[str | Path]], rounds: int) -> dict[str, Cost]:
        """The least of some rounds, each of which runs everything once; a first round warms up and is not counted."""
        costs: dict[str, Cost] = {}
        for number in range(rounds + 1):
            for name, command in commands.items():
                cost = self.run(command)
                if number:
                    costs[name] = costs[name].least(cost) if name in costs else cost
        return costs


def at_most(what: str, ratio: float, limit: float) -> Row:
    """A row that is met by a ratio that is small enough."""
    return Row(what, f"{ratio:.2f} times", f"at most {limit:g}", ratio <= limit)


def at_least(what: str, ratio: float, limit: float) -> Row:
    """A row that is met by a ratio that is big enough."""
    return Row(what, f"{ratio:.1f} times faster", f"at least {limit:g}", ratio >= limit)


def main() -> int:
    """Runs what the arguments say, with its output in a file, and prints processor seconds, seconds, and megabytes."""
    # Not the null device: grep looks for no more than one match there.
    output = (os.POSIX_SPAWN_OPEN, 1, "measured-output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    begin = time.perf_counter()
    process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[output])
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    print(json.dumps([usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024]))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
