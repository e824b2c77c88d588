"""The plan as one page for a browser: everything in it, nothing fetched, no script. Pure.

The words come from strangers and the template may be the user's own: whatever is filled in is escaped, and a link is a
compose link or none at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from followup_cal.cadence.definition import Cadences
from followup_cal.errors import ConfigProblem
from followup_cal.model import FollowUp, Medium
from followup_cal.report.standing import standing, title
from followup_cal.report.story import left_out, named
from followup_cal.report.tally import counted
from followup_cal.report.timeline import Course, Moment, Place, courses
from followup_cal.report.when import View
from followup_cal.report.wording import plain
from followup_cal.run import Decision

TEMPLATE = "templates/page.html"
SOON = 7
LINKS = ("mailto:", "https://")
DUE = {Place.OVERDUE, Place.NEXT, Place.LATER, Place.PASSED}
FOLDED = {Medium.PHONE: "What to say", Medium.NOTE: "Notes"}


@dataclass(frozen=True, slots=True)
class Item:
    """A moment of an application, in words.

    Attributes:
        iso: the moment for machines.
        day, time, distance: the same for people.
        place: a `Place`: interview, done, overdue, next, later or passed.
        employer: whose it is.
        lines: the draft; empty for what is done or is no follow-up.
        folded: what the draft is called.
        language: of the draft.
        link: opens the mail program with the draft; None where there is nothing to compose.
    """

    iso: str
    day: str
    time: str
    distance: str
    place: str
    title: str
    employer: str
    why: str = ""
    subject: str = ""
    lines: tuple[str, ...] = ()
    folded: str = ""
    language: str = "en"
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """An application.

    Attributes:
        standing: where it stands, in one line.
        left_out: why something does not take place, and what.
    """

    name: str
    key: str
    standing: str
    items: tuple[Item, ...]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What the template is filled in with.

    Attributes:
        day, time: of the moment of the run.
        summary: how much there is, in one line.
        soon: what is overdue or to be done within a week, of all applications.
        chapters: what is to be done next comes first.
    """

    day: str
    time: str
    summary: str
    soon: tuple[Item, ...]
    chapters: tuple[Chapter, ...]


def page(decision: Decision, cadences: Cadences, view: View) -> Page:
    """Puts the plan into the words of the page.

    Args:
        decision: what a run found.
        cadences: those in force, for their caps.
        view: from where it is seen.
    """
    found = sorted(courses(decision, view.now), key=_urgency)
    due = [moment for course in found for moment in course.moments if _is_soon(moment, view)]
    applications = counted(len(found), "application")
    return Page(
        day=f"{view.day(view.now)} {view.now.astimezone(view.zone).year}",
        time=view.time(view.now),
        summary=f"{applications}, {counted(len(due), 'thing')} to do within a week",
        soon=tuple(_item(moment, decision, view) for moment in sorted(due, key=lambda moment: moment.at)),
        chapters=tuple(_chapter(course, decision, cadences, view) for course in found),
    )


def render(template: str, origin: str, content: Page) -> str:
    """Fills in a template.

    Args:
        template: of Jinja2, sandboxed; every value is escaped.
        origin: where the template is from, for messages.
        content: known to the template as `page`.

    Raises:
        ConfigProblem: the template cannot be read or filled in.
    """
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    try:
        return environment.from_string(template).render(page=content)
    except (TemplateError, TypeError, ArithmeticError, LookupError) as error:
        line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        raise ConfigProblem((f"{origin}{line}: {error}",), "`template show page` prints a sound one.") from error


def flaws(template: str, origin: str) -> list[str]:
    """What is wrong with a template: where, and what, as far as an empty plan shows it."""
    try:
        render(template, origin, Page(day="", time="", summary="", soon=(), chapters=()))
    except ConfigProblem as problem:
        return list(problem.problems)
    return []


def safe_link(link: str | None) -> str | None:
    """A compose link; None for any other address."""
    return link if link and link.startswith(LINKS) else None


def _urgency(course: Course) -> tuple[bool, float]:
    late = course.all(Place.OVERDUE)
    first = late[0] if late else course.next
    return first is None, (first.at if first else course.application.rounds[-1].start).timestamp()


def _is_soon(moment: Moment, view: View) -> bool:
    return moment.place is Place.OVERDUE or (moment.place in {Place.NEXT, Place.LATER} and view.days(moment.at) <= SOON)


def _chapter(course: Course, decision: Decision, cadences: Cadences, view: View) -> Chapter:
    application = course.application
    return Chapter(
        name=named(application),
        key=application.key,
        standing=standing(course, decision, cadences, view),
        items=tuple(_item(moment, decision, view) for moment in course.moments),
        left_out=tuple(left_out(course.left_out, decision)),
    )


def _item(moment: Moment, decision: Decision, view: View) -> Item:
    followup = moment.followup
    employer = named(followup.application) if followup else ""
    item = Item(
        iso=moment.at.isoformat(),
        day=view.day(moment.at),
        time=view.time(moment.at),
        distance=view.distance(moment.at),
        place=moment.place.value,
        title=title(moment, decision),
        employer=employer,
    )
    return _with_draft(item, followup, decision) if followup and moment.place in DUE else item


def _with_draft(item: Item, followup: FollowUp, decision: Decision) -> Item:
    words = decision.drafts[followup.uid]
    return replace(
        item,
        why=plain(followup.why),
        subject=plain(words.subject),
        lines=_lines(words.body.splitlines()),
        folded=FOLDED.get(followup.medium, "Draft"),
        language=words.language,
        link=safe_link(words.mailto),
    )


def _lines(body: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(line) for line in body)
