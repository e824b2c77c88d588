"""The drafts read as they did when somebody last read them word by word; golden.py says how to renew them."""

import pytest

from draft.golden import FOLDER, golden, path
from draft.situations import LANGUAGES, STEPS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_the_words_are_those_that_were_read(language: str, step: str) -> None:
    assert golden(language, step) == path(language, step).read_text(encoding="utf-8")


def test_nothing_else_stands_there() -> None:
    found = {file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.txt")}
    assert found == {f"{language}/{step}.txt" for language in LANGUAGES for step in STEPS}
