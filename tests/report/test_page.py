"""The page of `plan --html`: one file, nothing fetched, no script, and strangers' words are words."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from cli.test_answers import FRIDAY, TUESDAY
from conftest import SAMPLES, TYPED, Tool

ROBIN = (
    "--now=2026-11-18T07:30:00+01:00",
    "--timezone=Europe/Berlin",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
)
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "' onclick='x",
    "Marks & Sons",
)


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    folder = tmp_path / "personal"
    folder.mkdir()
    (folder / "one.ics").write_bytes(TYPED.encode())
    return folder


def parsed(path: Path) -> Element:
    """The page as a browser reads it; any mistake in the markup raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(path.read_text(encoding="utf-8"))
    return tree


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classed(tree: Element, name: str) -> Iterator[Element]:
    return (element for element in tree.iter() if name in element.get("class", "").split())


def test_the_time_line_of_an_application(tool: Tool, calendar: Path) -> None:
    tool("sync", calendar, *TUESDAY)
    result = tool("plan", calendar, *FRIDAY, "--html=plan.html")
    assert (result.code, result.out, result.err) == (0, "Written to plan.html.\n", "")
    tree = parsed(Path("plan.html"))
    assert words(next(tree.iter("h1"))) == "Your follow-ups"
    assert [words(heading) for heading in tree.iter("h2")] == ["Within a week", "Globex, Data Engineer"]
    assert "waiting for 3 days, 0 of at most 3 questions asked" in words(tree)
    soon, line = classed(tree, "line")
    assert [words(item)[:42] for item in soon] == [
        "Tue 17 Nov, 17:00, 3 days ago overdue Than",
        "Tue 24 Nov, 09:30, in 4 days Ask Dana Okaf",
    ]
    assert [(item.get("class"), words(next(classed(item, "title")))) for item in line] == [
        ("passed", "Ask about the next steps"),
        ("interview", "Interview, round 1"),
        ("passed", "Note what was said"),
        ("overdue", "Thank Dana Okafor"),
        ("next", "Ask Dana Okafor where things stand"),
        ("later", "Call Dana Okafor"),
        ("later", "Write Dana Okafor a last note"),
        ("later", "Close Globex, Data Engineer: no answer, keep the contact"),
    ]
    assert [element.get("datetime") for element in line[1].iter("time")] == ["2026-11-17T14:00:00-05:00"]


def test_the_buttons_carry_the_links_of_the_entries(tool: Tool) -> None:
    files = sorted(str(path) for path in SAMPLES.glob("*.ics"))
    tool("plan", *files, *ROBIN, "--html=plan.html")
    plan = [json.loads(line) for line in tool("plan", *files, *ROBIN, "--json").out.splitlines()]
    links = {element.get("href") for element in parsed(Path("plan.html")).iter("a")}
    assert links == {item["mailto"] for item in plan if item["state"] == "planned" and item["mailto"]}
    assert len(links) > 30


def test_a_button_fills_in_the_mail(tool: Tool, calendar: Path) -> None:
    (calendar / "one.ics").write_bytes(
        TYPED.replace("interviewers: Dana Okafor", "interviewers: Dana Okafor <dana@globex.example>").encode()
    )
    tool("plan", calendar, *TUESDAY, "--html=plan.html")
    buttons = [element for element in parsed(Path("plan.html")).iter("a") if "Thank Dana" in words(element)]
    assert words(buttons[0]) == "Write the e-mail: Thank Dana Okafor"
    address = urlsplit(str(buttons[0].get("href")))
    assert (address.scheme, unquote(address.path)) == ("mailto", "dana@globex.example")
    assert parse_qs(address.query)["body"][0].startswith("Dear Dana,\r\n\r\n")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_strangers_write_is_never_markup(tool: Tool, calendar: Path, payload: str) -> None:
    tool("plan", calendar, *TUESDAY, "--html=plan.html")
    before = [element.tag for element in parsed(Path("plan.html")).iter()]
    hostile = TYPED.replace("company: Globex", f"company: {payload}").replace("Dana Okafor", f"Dana {payload}")
    (calendar / "one.ics").write_bytes(hostile.encode())
    tool("plan", calendar, *TUESDAY, "--html=plan.html")
    tree = parsed(Path("plan.html"))
    assert [element.tag for element in tree.iter()] == before
    assert payload in words(tree)


def test_nothing_is_fetched_and_nothing_runs(tool: Tool) -> None:
    tool("plan", *sorted(str(path) for path in SAMPLES.glob("*.ics")), *ROBIN, "--html=plan.html")
    tree = parsed(Path("plan.html"))
    tags = {element.tag for element in tree.iter()}
    assert tags & {"script", "link", "img", "iframe", "object", "form", "base"} == set()
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert {name for name in attributes if name.startswith("on") or name in {"src", "style", "srcset"}} == set()
    assert {str(element.get("href")).partition(":")[0] for element in tree.iter("a")} == {"mailto"}
    policies = [meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


def test_everybody_finds_the_way_around(tool: Tool, calendar: Path) -> None:
    tool("plan", calendar, *TUESDAY, "--html=plan.html")
    tree = parsed(Path("plan.html"))
    assert [len(list(tree.iter(tag))) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    named = {element.get("id") for element in tree.iter("h2")}
    assert {section.get("aria-labelledby") for section in tree.iter("section")} == named
    assert tree.get("lang") == "en"


def test_a_webmail_users_buttons_open_the_webmail(tool: Tool, calendar: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('compose = "gmail"\n')
    tool("plan", calendar, *TUESDAY, "--config=config.toml", "--html=plan.html")
    links = [str(element.get("href")) for element in parsed(Path("plan.html")).iter("a")]
    assert {link[:48] for link in links} == {"https://mail.google.com/mail/?view=cm&fs=1&to=&s"}


def test_an_empty_plan(tool: Tool, calendar: Path) -> None:
    (calendar / "one.ics").unlink()
    tool("plan", calendar, *TUESDAY, "--html=plan.html")
    assert "No interview that needs a follow-up." in words(parsed(Path("plan.html")))


def test_a_page_is_replaced_but_nothing_else_is(tool: Tool, calendar: Path) -> None:
    assert tool("plan", calendar, *TUESDAY, "--html=plan.html").code == 0
    assert tool("plan", calendar, *TUESDAY, "--html=plan.html", "-q").out == ""
    entry = calendar / "one.ics"
    refused = tool("plan", calendar, *TUESDAY, f"--html={entry}")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"Error: {entry} is there already and is no page.\nHint:  Name another file, or give --force.\n"
    )
    assert entry.read_bytes() == TYPED.encode()
    missing = tool("plan", calendar, *TUESDAY, "--html=absent/plan.html")
    assert (missing.code, missing.err) == (
        3,
        "Error: absent/plan.html: there is no such file or folder.\nHint:  Check the path.\n",
    )


def test_the_template_can_be_the_users_own(tool: Tool, calendar: Path, machine: Path) -> None:
    own = machine / "config" / "followup-cal" / "templates" / "page.html"
    assert tool("template", "copy", "page").out == f"Copied to {own}.\n"
    own.write_text(
        "<!doctype html>\n<title>Mine</title>{% for part in page.chapters %}<h2>{{ part.name }}</h2>{% endfor %}"
    )
    hostile = TYPED.replace("company: Globex", 'company: "Globex" & Sons')
    (calendar / "one.ics").write_bytes(hostile.encode())
    assert tool("plan", calendar, *TUESDAY, "--html=plan.html").code == 0
    page = Path("plan.html").read_text(encoding="utf-8")
    assert page == "<!doctype html>\n<title>Mine</title><h2>&#34;Globex&#34; &amp; Sons, Data Engineer</h2>"
    own.write_text("<!doctype html>\n{{ page.nothing }}")
    broken = tool("plan", calendar, *TUESDAY, "--html=plan.html")
    assert broken.code == 2
    assert broken.err.startswith(f"Error: {own}: ")
    assert "Hint:  `template show page` prints a sound one.\n" in broken.err
    assert str(own) in tool("template", "lint", "--language=en").out
    assert Path("plan.html").read_text(encoding="utf-8") == page
