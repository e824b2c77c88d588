"""Records for programs, harmless where they end up on a terminal all the same."""

from __future__ import annotations

import json
import unicodedata


def as_json(record: object) -> str:
    """A record in one line of JSON (RFC 8259): letters as they are, what cannot be seen or reorders text escaped."""
    text = json.dumps(record, ensure_ascii=False)
    return text if text.isascii() else "".join(_harmless(char) for char in text)


def _harmless(char: str) -> str:
    return json.dumps(char)[1:-1] if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char
