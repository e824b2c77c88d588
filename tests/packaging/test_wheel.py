"""Who builds the package again gets the same bytes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_wheel_can_be_built_again_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    built = []
    for name in ("first", "second"):
        subprocess.run(  # noqa: S603 - our own build
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / name)],
            check=True, capture_output=True, cwd=ROOT,
        )  # fmt: skip
        (wheel,) = (tmp_path / name).iterdir()
        built.append((wheel.name, wheel.read_bytes()))
    assert built[0] == built[1]
