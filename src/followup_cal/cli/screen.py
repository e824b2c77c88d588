"""How wide the screen is. Loaded by every unchanged run, so it imports nothing of the rest."""

from __future__ import annotations

import shutil

NARROWEST, USUAL, WIDEST = 30, 80, 100


def screen_width() -> int:
    """How many columns a line may have."""
    return min(max(shutil.get_terminal_size((USUAL, 24)).columns, NARROWEST), WIDEST)
