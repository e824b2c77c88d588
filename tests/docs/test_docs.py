"""README and docs say what is so: commands, output, options, links, messages, keys."""

import ast
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import make_examples as examples
import pytest

import warm
from conftest import SAMPLES, Tool
from followup_cal.cli import group
from followup_cal.config import parse_config
from followup_cal.khal import followups
from manuals import script

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "followup_cal"

PAGES: dict[str, str] = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in examples.PAGES}
TRANSCRIPTS = [name for name, text in PAGES.items() if "```console\n" in text]
TEXTS = {name: re.sub(r"(?ms)^```.*?^```$", "", text) for name, text in PAGES.items()}


class WarmDesk(examples.Desk):
    """One where the tool need not be loaded for every command."""

    def run(self, command: str) -> list[str]:
        words, _, pipe = command.partition(" | ")
        program, *arguments = shlex.split(words)
        if program != "followup-cal":
            return super().run(command)
        said = self.work.with_name("said")
        said.unlink(missing_ok=True)
        warm.end(warm.start([str(self.tool), *arguments], self.work, self.environ(), said))
        return [line.rstrip() for line in filtered(said, pipe).splitlines()]


def filtered(said: Path, pipe: str) -> str:
    """What a pipe makes of it."""
    command = ["/bin/sh", "-c", pipe or "cat"]
    with said.open() as file:
        return subprocess.run(command, stdin=file, stdout=subprocess.PIPE, text=True, check=True).stdout


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_every_command_prints_what_the_page_shows(name: str, tmp_path: Path) -> None:
    desk = examples.Desk if name == "README.md" else WarmDesk
    assert examples.replayed(PAGES[name], desk(tmp_path)) == PAGES[name]


def test_the_pages_that_tell_how_have_transcripts() -> None:
    assert set(TRANSCRIPTS) >= {"README.md", "docs/story.md", "docs/how-to.md", "docs/life-of-a-follow-up.md"}


def test_a_transcript_that_is_wrong_is_noticed(tmp_path: Path) -> None:
    desk = examples.Desk(tmp_path)
    page = "<!-- now: 2026-11-18T07:30 -->\n\n```console\n$ followup-cal sync absent.ics\nAll is well.\n```\n"
    assert "Error: absent.ics does not exist." in examples.replayed(page, desk)
    assert examples.matching(["one", "...", "nine"], ["one", "two", "three", "nine"]) == ["one", "...", "nine"]
    assert examples.matching(["one", "...", "nine"], ["one", "two", "three"]) == ["one", "...", "three"]
    assert examples.matching(["one"], ["one", "two"]) == ["one", "two"]


@pytest.mark.parametrize("name", PAGES)
def test_commands_stand_in_transcripts_and_what_is_not_run_says_why(name: str) -> None:
    for block in examples.BLOCK.finditer(PAGES[name]):
        kind, lines = block["kind"], block["text"].splitlines()
        assert kind == "console" or not any(line.startswith("$ ") for line in lines) or len(why(kind)) > 10, block[0]
        assert not kind.startswith("console") or lines[0].startswith("$ "), block[0]


def why(kind: str) -> str:
    """The reason for not running a block."""
    return kind.partition("console no-replay: ")[2]


def options_of(words: list[str], top: click.Command) -> tuple[set[str], str]:
    """The options that a command knows, and the command."""
    command = top
    for word in words:
        if not isinstance(command, click.Group):
            break
        inner = command.get_command(click.Context(command), word)
        if inner is None:
            break
        command = inner
    known = {spelling for option in command.params for spelling in option.opts}
    return known | {"-h", "--help", "--version"}, command.name or ""


INLINE = re.compile(r"`(followup-cal|khal followups) ([^`]+)`")
INDENTED = re.compile(r"^ {4}(followup-cal|khal followups) (.+)$", re.MULTILINE)
SPOKEN = [
    (name, program, line)
    for name, text in PAGES.items()
    if name != "docs/commands.md"
    for pattern in (INLINE, INDENTED)
    for program, line in pattern.findall(text)
]


@pytest.mark.parametrize(("name", "program", "line"), SPOKEN)
def test_commands_in_the_text_exist_with_their_options(name: str, program: str, line: str) -> None:
    words = [word for word in line.split() if not word.startswith("...")]
    if words[0] == "COMMAND":
        return
    known, command = options_of(words, group if program == "followup-cal" else followups)
    assert command not in {"group", "followups"}, f"{name}: {line}"
    assert {word.partition("=")[0] for word in words if re.match("--?[a-z]", word)} <= known, f"{name}: {line}"


def test_there_are_commands_in_the_text() -> None:
    assert len(SPOKEN) > 20


def test_make_targets_in_the_text_exist() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    told = {target for text in PAGES.values() for target in re.findall(r"(?m)(?:`|^    |\$ )make ([a-z]+)", text)}
    assert {"demo", "test"} <= told <= targets


def test_the_reference_is_that_of_the_commands() -> None:
    assert f"{script('make_reference').page()}\n" == PAGES["docs/commands.md"]


def test_the_options_are_those_of_the_program() -> None:
    assert f"{script('make_configuration').page()}\n" == PAGES["docs/configuration.md"]


@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if "```toml" in text])
def test_configurations_shown_are_sound(name: str) -> None:
    blocks = [block["text"] for block in examples.BLOCK.finditer(PAGES[name]) if block["kind"] == "toml"]
    assert [parse_config(block, name).cadence for block in blocks] == ["balanced"] * len(blocks)


@pytest.mark.parametrize("name", [*PAGES, "sample_calendars/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = re.sub(r"(?ms)^```.*?^```$", "", (ROOT / name).read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        page = (ROOT / name).parent / path if path else ROOT / name
        assert page.exists(), f"{name}: {target}"
        assert not anchor or anchor in anchors(page), f"{name}: {target}"


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_index() -> None:
    index = PAGES["docs/index.md"]
    pages = {Path(name).name for name in PAGES if name.startswith("docs/")} - {"index.md"}
    assert [page for page in sorted(pages) if f"({page})" not in index] == []


# Troubleshooting.

FAILURES = {"Unreachable", "UsageProblem", "ConfigProblem", "Unsafe"}
# What only the author of a data file meets, or what holds nothing but what somebody else said.
UNLISTED = {
    "The address of the feed at … holds a user name.",
    "There is no ….",
    "There is no template `…` in `…` or `…`.",
    "… cannot be read: ….",
    "… is no name of a cadence.",
    "… was not asked",
    "it is not known where the calendars are",
}


def sentence(node: ast.AST) -> str:
    """A text of the source with … for what varies; empty for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"\{\w+\}", "…", node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(sentence(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.Tuple) and len(node.elts) == 1:
        return sentence(node.elts[0])
    return ""


def sources() -> Iterator[ast.AST]:
    for module in SOURCE.rglob("*.py"):
        yield from ast.walk(ast.parse(module.read_text(encoding="utf-8")))


def test_every_message_that_is_explained_exists() -> None:
    said = "\n".join(filter(None, map(sentence, sources())))
    told = messages()
    assert len(told) > 50
    assert [message for message in told if message.rstrip(".") not in said] == []


def test_every_failure_is_explained() -> None:
    raised = {
        sentence(node.args[0])
        for node in sources()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FAILURES and node.args
    }
    own = {text for text in raised if len(text.replace("…", "").strip(" .:;")) > 10}
    told = " ".join(messages())
    assert sorted(text for text in own - UNLISTED if text.rstrip(".…") not in told) == []


def messages() -> list[str]:
    """The messages of the page, as they stand in its tables and headings."""
    page = PAGES["docs/troubleshooting.md"].replace("\\`", "´")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    cells += re.findall(r"(?m)^`[^`]+`", page)
    return [found.replace("´", "`") for cell in cells for found in re.findall(r"`([^`]+)`", cell)]


# JSON.

ROBIN = (
    "--now=2026-11-18T07:30:00+01:00",
    "--timezone=Europe/Berlin",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
)


@pytest.mark.parametrize(
    "command",
    [("interviews",), ("plan",), ("sync",), ("status",), ("remove", "--yes")],
    ids=lambda command: command[0],
)
def test_the_keys_of_json_are_those_of_the_page(tool: Tool, command: tuple[str, ...]) -> None:
    row = next(line for line in PAGES["docs/json.md"].splitlines() if line.startswith(f"| `{command[0]}`"))
    told = set(re.findall(r"`(\w+)`", row.split("|")[2]))
    out = tool(*command, SAMPLES / "apple-icloud.ics", *ROBIN, "--json").out
    keys = {key for line in out.splitlines() for key in all_keys(json.loads(line))}
    assert keys <= told
    # Nothing fails here and nothing is passed over.
    assert told - keys <= {"where", "why", "uid", "action", "error"}


def all_keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in all_keys(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in all_keys(inner)}
    return set()


def test_the_extra_of_the_manual_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert 'pip install "followup-cal[khal]"' in PAGES["docs/khal.md"]
    assert list(project["optional-dependencies"]) == ["google", "khal"]
