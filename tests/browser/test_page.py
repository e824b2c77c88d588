"""The page of `plan --html` in a real browser, on a phone and on a desk."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.chromium import Tab, chromium
from conftest import SAMPLES, Tool

pytestmark = pytest.mark.slow

ROBIN = (
    "--now=2026-11-20T08:00",
    "--timezone=Europe/Berlin",
    "--name=Robin Adeyemi",
    "--me=robin@adeyemi.example",
)
PHONE, DESK = 390, 1280
HOSTILE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Calendar 1.0//EN
BEGIN:VEVENT
UID:hostile@calendar.example
DTSTAMP:20261101T120000Z
DTSTART:20261119T130000Z
DTEND:20261119T140000Z
SUMMARY:Interview <script>document.title='owned'</script>
DESCRIPTION:company: <img src=x onerror="document.title='owned'"> LONG\\nrole: "onload="document.title='owned'"
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").replace("LONG", 100 * "W")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(tool: Tool, tmp_path: Path) -> Path:
    (tmp_path / "hostile.ics").write_text(HOSTILE, newline="")
    files = [*sorted(str(path) for path in SAMPLES.glob("*.ics")), "hostile.ics"]
    assert tool("plan", *files, *ROBIN, "--html=plan.html").code == 0
    return tmp_path / "plan.html"


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_calm(tab: Tab, page: Path, width: int, scheme: str) -> None:
    tab.show(page, width=width, scheme=scheme)
    tab.value("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert tab.value("document.documentElement.scrollWidth") <= width
    assert tab.events("Log.entryAdded") == []
    assert tab.events("Runtime.consoleAPICalled") == []
    assert tab.events("Runtime.exceptionThrown") == []
    assert tab.events("Audits.issueAdded") == []
    assert [request["request"]["url"] for request in tab.events("Network.requestWillBeSent")] == [page.as_uri()]
    assert tab.value("document.title") == "Follow-ups, Fri 20 Nov 2026"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_buttons_are_large_enough_and_lead_where_they_should(tab: Tab, page: Path, tool: Tool, width: int) -> None:
    tab.show(page, width=width)
    shown = json.loads(
        tab.value(
            "JSON.stringify([...document.querySelectorAll('a')].map(a => "
            "[a.href, a.getBoundingClientRect().width, a.getBoundingClientRect().height]))"
        )
    )
    assert min(width for _, width, _ in shown) >= 44
    assert min(height for _, _, height in shown) >= 44
    files = [*sorted(str(path) for path in SAMPLES.glob("*.ics")), "hostile.ics"]
    plan = [json.loads(line) for line in tool("plan", *files, *ROBIN, "--json").out.splitlines()]
    assert {link for link, _, _ in shown} == {item["mailto"] for item in plan if item["mailto"] and not item["reason"]}


CONTRAST = """
(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const [r, g, b] = parts(colour).slice(0, 3).map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('p, h1, h2, a, span, summary, dt, dd')].filter(e => e.textContent.trim());
  return Math.min(...texts.map(e => {
    const [one, other] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => b - a);
    return (one + .05) / (other + .05);
  }));
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(tab: Tab, page: Path, scheme: str) -> None:
    tab.show(page, width=PHONE, scheme=scheme)
    # WCAG 2.2, 1.4.3: at least 4.5 to 1
    assert tab.value(CONTRAST) >= 4.5


def test_on_paper_the_drafts_are_open_and_the_buttons_gone(tab: Tab, page: Path) -> None:
    tab.show(page, width=794)
    tab.ask("Emulation.setEmulatedMedia", media="print")
    assert tab.value("[...document.querySelectorAll('a')].every(a => a.offsetHeight === 0)") is True
    assert tab.value("[...document.querySelectorAll('.letter')].every(part => part.offsetHeight > 40)") is True
    assert tab.value("document.querySelectorAll('.letter').length > 40") is True
