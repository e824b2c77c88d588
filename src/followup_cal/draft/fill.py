"""Template text with names in it -> text with values in their place.

Nearly all template text is words and `{{ name }}`; that much is read here. Whatever holds more is Jinja's, sandboxed
and strict, and only then is Jinja loaded. Either way a value is only ever a value.

What this module must not know: what the names mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
LOGIC = re.compile(r"\{[{%#]|[}%#]\}")


@cache
def is_plain(text: str) -> bool:
    """Whether a text is words and `{{ name }}`, nothing else."""
    return LOGIC.search(VARIABLE.sub("", text)) is None


@cache
def names(text: str) -> frozenset[str]:
    """The names a sound text needs."""
    if is_plain(text):
        return frozenset(VARIABLE.findall(text))
    from jinja2.meta import find_undeclared_variables

    return frozenset(find_undeclared_variables(_environment().parse(text)))


def flaw(text: str) -> tuple[str, int] | None:
    """What keeps a text from being read, and in which of its lines."""
    if is_plain(text):
        return None
    from jinja2 import TemplateSyntaxError

    try:
        _compiled(text)
    except TemplateSyntaxError as error:
        return error.message or "cannot be read", error.lineno
    return None


def fill(text: str, values: Mapping[str, str]) -> str:
    """Puts values in place of names.

    Raises:
        ValueError: the text asks for something that cannot be done with these values.
    """
    if is_plain(text):
        return VARIABLE.sub(lambda match: values[match[1]], text)
    from jinja2 import TemplateError

    try:
        return _compiled(text).render(values)
    except (TemplateError, TypeError, ArithmeticError, LookupError) as error:
        raise ValueError(str(error)) from error


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined)


@cache
def _compiled(text: str) -> Template:
    return _environment().from_string(text)
