"""How much speaks for an interview of the user's own, and what else an event may be. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from followup_cal.model import Person
from followup_cal.recognise.evidence import NO_FACTS, TELLING, Facts, Sign, titles
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.look_alikes import look_alikes
from followup_cal.recognise.reading import Me, Reading, is_booked, name_words
from followup_cal.recognise.ties import DESK, OFFICER, ROLE, TOLD, Ties, ties
from followup_cal.recognise.under_way import under_way

SURE = 5
UNSURE = 3
FEW = 2
PLAIN = frozenset(("strong", "medium", "weak"))
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(minutes=540)


def speaks_of_interview(reading: Reading, me: Me, lexicon: Lexicon) -> bool:
    """Whether there is any word, tool or tag without which nothing else is looked at."""
    tagged = bool({"interview", "not-an-interview"} & reading.notes.tags)
    return tagged or next(_words(reading, lexicon), None) is not None or ties(reading, me, lexicon).promising


def signs_against(reading: Reading, me: Me, lexicon: Lexicon) -> tuple[Sign, ...]:
    """What an event is where nothing in it speaks of an interview."""
    everywhere = replace(reading, languages=tuple(sorted(lexicon.languages)))
    return (
        *look_alikes(everywhere, NO_FACTS, lexicon, certain=False),
        *_asking(reading, NO_FACTS, me, lexicon),
    )


def signs(reading: Reading, facts: Facts, me: Me, lexicon: Lexicon) -> tuple[Sign, ...]:
    """Everything that speaks for or against an event being the user's own interview."""
    tied = ties(reading, me, lexicon)
    positive = [*_words(reading, lexicon), *_spoken_of(reading, facts, tied, lexicon)]
    positive = positive or list(under_way(reading, facts, me, lexicon))
    asking = list(_asking(reading, facts, me, lexicon))
    certain = any(sign.kind == "certain" for sign in positive)
    topic = list(_topic(reading, facts, lexicon))
    if not (topic and positive) and all(sign.kind == "weak" for sign in positive):
        return (*positive, *look_alikes(reading, facts, lexicon, certain=False), *asking)
    supported = [*positive, *topic, *_support(reading, facts, tied, lexicon)]
    if facts.subject and "strong" in (kinds := {sign.kind for sign in positive}) and kinds <= PLAIN:
        weight = 2 + (" " in facts.subject)
        supported.append(Sign(-weight, f"“{facts.subject}” is another subject (-{weight})"))
    surplus = total(tuple(supported)) - SURE + 1
    plain = {sign.kind for sign in positive} <= PLAIN
    if surplus > 0 and plain and not (topic or any(lexicon.of(path).search(titles(reading)) for path in TELLING)):
        supported.append(Sign(-surplus, f"only the text speaks of an interview (-{surplus})"))
    return (*supported, *look_alikes(reading, facts, lexicon, certain=certain), *asking)


def total(found: tuple[Sign, ...]) -> int:
    """What the signs add up to."""
    return sum(sign.weight for sign in found)


def _words(reading: Reading, lexicon: Lexicon) -> Iterator[Sign]:
    """The strongest word in the title, the strongest in the text, and the tools."""
    weights = (("certain", 9, 4), ("strong", 5, 2), ("medium", 4, 2), ("round", 4, 0), ("weak", 2, 0))
    title = titles(reading)
    for place, text, column in (("title", title, 1), ("text", reading.folded_body, 2)):
        for row in weights:
            match = lexicon.of(f"interview.{row[0]}").search(text)
            weight = row[1] if column == 1 else row[2]
            if match and weight:
                yield Sign(weight, f"“{match.group().strip()}” in the {place} (+{weight})", str(row[0]))
                break
    event = reading.event
    addresses = [event.ref.uid or "", event.url, *(person.email or "" for person in _persons(reading))]
    parts = (part for text in addresses for part in (text, text.partition("://")[2]) if part)
    hosts = [part.rpartition("@")[2].partition("/")[0] for part in parts]
    if any(lexicon.is_host("hosts", host) for host in hosts):
        yield Sign(4, "sent by an applicant tracking system (+4)", "tool")


def _spoken_of(reading: Reading, facts: Facts, tied: Ties, lexicon: Lexicon) -> Iterator[Sign]:
    """A talk about a position, where no word for it stands: sure by two things that tie it to an application."""
    telling = [path for path in TELLING if lexicon.of(path).search(titles(reading))]
    if tied.talk and tied.desk and facts.company and telling in ([], ["interview.weak"]):
        yield Sign(4, f"“{tied.talk}” and “{tied.desk}” in the title (+4)", "medium")
    elif tied.promising and not telling:
        told = [word for words in tied.words.values() for word in words]
        kinds = len(tied.words) + (len(tied.words.get(TOLD, ())) >= FEW) + facts.decides
        kinds += facts.role is not None and ROLE not in tied.words
        weight = 0 if kinds < FEW or not tied.specific else 2 if tied.talk else 1
        spoken = f"“{tied.talk}” in the title, with" if tied.talk else "notes of"
        yield Sign(weight, f"{spoken} {' and '.join(told[:FEW])} (+{weight})", "weak")
        if tied.typed and tied.specific and TOLD not in tied.words and DESK in tied.words:
            yield Sign(1, f"“{tied.words[DESK][0]}” runs applications (+1)", "weak")
        if tied.typed and tied.specific and OFFICER in tied.words:
            yield Sign(1, f"“{tied.words[OFFICER][0]}” takes part (+1)", "weak")


def _persons(reading: Reading) -> Iterator[Person]:
    yield from (attendee.person for attendee in reading.others)
    if reading.organizer:
        yield reading.organizer


def _topic(reading: Reading, facts: Facts, lexicon: Lexicon) -> Iterator[Sign]:
    """What ties an ambiguous word to an application: talk of a position, a known employer, an outcome."""
    both = f"{reading.folded_title}\n{reading.folded_body}"
    match = lexicon.of("interview.context").search(both)
    if match:
        yield Sign(2, f"“{match.group().strip()}” speaks of an application (+2)")
    if facts.role:
        yield Sign(1, f"names the position {facts.role} (+1)")
    if facts.known_company:
        yield Sign(3, f"{facts.company} is known from another interview (+3)")
    if facts.outcome or facts.decides:
        yield Sign(1, "tells how or when it is decided (+1)")


def _support(reading: Reading, facts: Facts, tied: Ties, lexicon: Lexicon) -> Iterator[Sign]:
    """What interviews have in common with other appointments: people, a usual length, a talk."""
    words = {match.group() for path in TELLING for match in lexicon.of(path).pattern.finditer(titles(reading))}
    strong = lexicon.of("interview.strong").search(titles(reading))
    talk = lexicon.of("interview.talk").search(reading.folded_title)
    if tied.talk and (talk or not strong):
        yield Sign(1, f"“{tied.talk}” in the title (+1)")
    if len(words) >= FEW:
        yield Sign(1, "more than one such word in the title (+1)")
    if reading.others or reading.organizer:
        yield Sign(1, "other people take part (+1)")
    elif tied.typed and _is_met(reading, facts, tied, lexicon):
        yield Sign(1, f"{facts.met} is met there (+1)")
    elif facts.company is None and not tied.specific:
        yield Sign(-1, "neither a person nor a company (-1)")
    if not reading.event.all_day and SHORTEST <= reading.event.ends - reading.event.begins <= LONGEST:
        yield Sign(1, "as long as an interview (+1)")
    if is_booked(reading.event.description, lexicon):
        yield Sign(1, "booked on a scheduling page (+1)")


def _is_met(reading: Reading, facts: Facts, tied: Ties, lexicon: Lexicon) -> bool:
    """Whether the user meets somebody at an employer about an application, or somebody there decides on work."""
    if not facts.met or not (facts.company or "")[:1].isupper():
        return False
    desk = lexicon.of("people.recruiter")
    applies = any(not desk.fills(word) for word in tied.words.get(TOLD, ()))
    telling = any(lexicon.of(path).search(titles(reading)) for path in TELLING)
    titled = bool(tied.talk) or not name_words(facts.met).isdisjoint(name_words(reading.title))
    works = facts.role is not None or ROLE in tied.words or OFFICER in tied.words
    return (applies and (titled or telling)) or (facts.decides and telling and works)


def _asking(reading: Reading, facts: Facts, me: Me, lexicon: Lexicon) -> Iterator[Sign]:
    """The user sits on the other side of the table: asks several people, invites them, or they are colleagues."""
    title = reading.folded_title
    inside = lexicon.of("interview.internal").search(f"{title}\n{reading.folded_body}") is not None
    if not inside and any(
        person.email and person.email.rpartition("@")[2] in me.colleagues for person in _persons(reading)
    ):
        yield Sign(-10, "people of your own organisation take part (-10)", "candidate_interview")
    if reading.others and reading.event.organizer and me.is_person(reading.event.organizer):
        yield Sign(-4, "you invite the others (-4)", "candidate_interview")
    several = lexicon.of("interview.several").search(title)
    if several and not facts.known_company and not _leads_to_employer(title[several.end() :], lexicon):
        yield Sign(-5, f"“{several.group().strip()}”: more than one (-5)", "candidate_interview")


def _leads_to_employer(folded: str, lexicon: Lexicon) -> bool:
    return any(lexicon.of(path).pattern.match(folded.lstrip()) for path in ("company.at", "company.with"))
