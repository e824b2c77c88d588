"""Changes to the text of a configuration: what is not changed stays as it was typed, comments included."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, cast

Changes = Mapping[str, Any]


def edited(content: str, changes: Changes) -> str:
    """Writes options into a configuration.

    Args:
        content: TOML, empty for a new file.
        changes: option -> value, e.g. `me.names`; None takes the option out. What is added to a list leaves the
            comments between its items alone.

    Returns:
        The new text; the same one where every option has its value already.
    """
    import tomlkit

    document = tomlkit.parse(content)
    for key, value in changes.items():
        *tables, name = key.split(".")
        table = cast("MutableMapping[str, Any]", document)
        for step, part in enumerate(tables, start=1):
            if part not in table:
                table[part] = tomlkit.table(is_super_table=step < len(tables))
            table = table[part]
        if value is None:
            table.pop(name, None)
        elif isinstance(value, list | tuple) and _begins(table.get(name), value):
            for item in value[len(table[name]) :]:
                table[name].append(item)
        elif table.get(name) != value:
            table[name] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)


def _begins(before: object, after: Sequence[Any]) -> bool:
    return isinstance(before, list) and before == list(after)[: len(before)]
