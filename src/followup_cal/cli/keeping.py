"""Writes the configuration: as a whole or not at all, and only what can be read again."""

from __future__ import annotations

from pathlib import Path

from followup_cal.config import parse_config
from followup_cal.errors import UsageProblem
from followup_cal.private import write_private
from followup_cal.setting_up.file import Changes, edited


def revised(path: Path, changes: Changes) -> str:
    """What the configuration would hold with some options changed; everything else stays, comments included.

    Raises:
        ConfigProblem: it would have mistakes.
    """
    after = edited(_content(path), changes)
    parse_config(after, str(path))
    return after


def keep(path: Path, changes: Changes) -> bool:
    """Writes options into the configuration as it stands now.

    Returns:
        Whether anything had to be changed.

    Raises:
        ConfigProblem: what would stand there has mistakes; nothing was written.
        UsageProblem: the file cannot be written.
    """
    after = revised(path, changes)
    if after == _content(path):
        return False
    try:
        # A link, as keepers of dotfiles set them, stays one.
        write_private(path.resolve(), after)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageProblem(f"{path} cannot be written ({reason}).", "Name another file with --config.") from error
    return True


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
