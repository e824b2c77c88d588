"""One template file as text -> its parts, with every mistake named by file and line.

The format is meant to be read and edited by people who do not program:

    # a remark
    summary: Thank {{ person }} ({{ company }})      of several lines the first one is taken whose facts are all known
    summary: Thank {{ whom }}                        and that is not too long
    subject: Thank you
    medium: email
    ---
    {{ salutation }}                                 the letter; a line that stays empty leaves no trace

    {{ opening }}

    == opening when technical without late           sentences for {{ opening }}, one of which is chosen
    * Thank you for ...
    * It was good to ...
      a further line of the same alternative

What this module must not know: where files stand, what a follow-up is, what the sentences say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MEDIA = ("email", "phone", "letter", "note")
TITLES = ("summary", "subject")
HEADING = re.compile(r"==\s*([a-z_]+)((?:\s+[a-z_]+)*)\s*")
HEADER = re.compile(r"([a-z]+)((?:\s+[a-z_]+)*)\s*:\s*(.*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """When a line or a group of sentences counts.

    Attributes:
        wanted: facts and flags that must hold.
        unwanted: facts and flags that must not.
    """

    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()

    def holds(self, flags: frozenset[str]) -> bool:
        """Whether everything wanted is there and nothing unwanted."""
        return self.wanted <= flags and not self.unwanted & flags


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of template text and where it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Title:
    """One `summary:` or `subject:` line."""

    key: str
    condition: Condition
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Block:
    """Alternatives under one heading, of which one is taken wherever `{{ name }}` stands."""

    name: str
    condition: Condition
    phrases: tuple[Phrase, ...]
    line: int

    @property
    def weight(self) -> int:
        """How closely the heading describes a situation."""
        return len(self.condition.wanted)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A template file.

    Attributes:
        file: as named by whoever read it, for messages.
        language: the folder it stands in.
        name: the file's name without its ending.
        layout: the order of the parts; empty in the sheet of common phrases.
    """

    file: str
    language: str
    name: str
    medium: str
    titles: tuple[Title, ...]
    layout: Phrase
    blocks: tuple[Block, ...]

    def phrases(self) -> Iterator[Phrase]:
        """Every piece of template text in the sheet."""
        yield from (title.phrase for title in self.titles)
        yield self.layout
        for block in self.blocks:
            yield from block.phrases

    def conditions(self) -> Iterator[tuple[Condition, int]]:
        """Every condition in the sheet, with its line."""
        yield from ((title.condition, title.phrase.line) for title in self.titles)
        yield from ((block.condition, block.line) for block in self.blocks)


def language_and_name(file: str) -> tuple[str, str]:
    """What the path of a template file says: `en/thank-you.txt` is `thank-you` in `en`."""
    *_, language, leaf = ("", *file.split("/"))
    return language, leaf.rpartition(".")[0]


def read_sheet(file: str, text: str) -> tuple[Sheet, tuple[str, ...]]:
    """Takes a template file apart.

    Args:
        file: its path; the last folder is the language.
        text: what it holds.

    Returns:
        the sheet, and what is wrong with it, each with file and line.
    """
    language, name = language_and_name(file)
    reader = _Reader(file)
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        reader.take(line.strip(), number)
    reader.finish()
    layout = Phrase("\n".join(reader.layout).strip(), reader.layout_line)
    blocks = tuple(Block(title, condition, tuple(phrases), line) for title, condition, phrases, line in reader.blocks)
    sheet = Sheet(file, language, name, reader.medium, tuple(reader.titles), layout, blocks)
    return sheet, tuple(reader.problems)


class _Reader:
    """Goes through a file line by line: first the head, then the letter, then the alternatives."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.medium = ""
        self.titles: list[Title] = []
        self.layout: list[str] = []
        self.layout_line = 1
        self.blocks: list[tuple[str, Condition, list[Phrase], int]] = []
        self.problems: list[str] = []
        self.in_head = True

    def take(self, line: str, number: int) -> None:
        """Files one line away."""
        if line.startswith("# "):
            return
        if line.startswith("=="):
            self._heading(line, number)
        elif self.blocks:
            self._alternative(line, number)
        elif not self.in_head:
            self.layout.append(line)
        elif line == "---":
            self.in_head, self.layout_line = False, number + 1
        elif line and line != "#":
            self._header(line, number)

    def finish(self) -> None:
        """Notices what only the end of the file can show."""
        for name, _, phrases, line in self.blocks:
            if not phrases:
                self._complain(line, f"nothing stands under the heading `{name}`; begin each sentence with `* `")

    def _heading(self, line: str, number: int) -> None:
        match = HEADING.fullmatch(line)
        if match is None:
            self._complain(number, f"cannot read the heading `{line}`; write `== name` or `== name when fact`")
        name, words = (match[1], match[2]) if match else ("unreadable", "")
        self.blocks.append((name, self._condition(words, number), [], number))

    def _alternative(self, line: str, number: int) -> None:
        phrases = self.blocks[-1][2]
        if line.startswith("* "):
            phrases.append(Phrase(line[2:].strip(), number))
        elif line and phrases:
            phrases[-1] = Phrase(f"{phrases[-1].text}\n{line}", phrases[-1].line)
        elif line:
            self._complain(number, "a sentence under a heading begins with `* `")

    def _header(self, line: str, number: int) -> None:
        match = HEADER.fullmatch(line)
        if match is None:
            self._complain(number, f"expected `summary:`, `subject:`, `medium:` or `---`, found `{line}`")
        elif match[1] == "medium":
            self.medium = match[3]
            if match[3] not in MEDIA:
                self._complain(number, f"medium is one of {', '.join(MEDIA)}, not `{match[3]}`")
        elif match[1] in TITLES:
            self.titles.append(Title(match[1], self._condition(match[2], number), Phrase(match[3], number)))
        else:
            self._complain(number, f"`{match[1]}` is unknown here; use summary, subject or medium")

    def _condition(self, words: str, number: int) -> Condition:
        sides: dict[str, set[str]] = {"when": set(), "without": set()}
        side: set[str] | None = None
        for word in words.split():
            if word in sides:
                side = sides[word]
            elif side is None:
                self._complain(number, f"expected `when` or `without` before `{word}`")
                break
            elif word != "and":
                side.add(word)
        return Condition(frozenset(sides["when"]), frozenset(sides["without"]))

    def _complain(self, number: int, problem: str) -> None:
        self.problems.append(f"{self.file}:{number}: {problem}")
