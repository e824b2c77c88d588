"""A keyring in a file of the test's home folder, for the tool as a program of its own."""

from __future__ import annotations

import json
from pathlib import Path

from keyring.backend import KeyringBackend


class Drawer(KeyringBackend):
    """Named in PYTHON_KEYRING_BACKEND."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        found = self._kept().get(f"{service} {username}")
        return found if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        kept = {**self._kept(), f"{service} {username}": password}
        (Path.home() / "drawer.json").write_text(json.dumps(kept))

    @staticmethod
    def _kept() -> dict[str, str]:
        path = Path.home() / "drawer.json"
        return dict(json.loads(path.read_text())) if path.exists() else {}
