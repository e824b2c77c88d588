"""One event prepared for recognition: boilerplate cut away, the user told apart, the language found. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from followup_cal.model import Attendee, Event, Notes, Person, Profile
from followup_cal.recognise.alternation import alternation
from followup_cal.recognise.folding import Phrases, fold
from followup_cal.recognise.lexicon import Key, Lexicon
from followup_cal.recognise.notes import parse_notes, strip_notes, without_tags

# Nobody is interviewed by more; with each one there is more to compare.
MOST_PEOPLE = 50

MEET = re.compile(r"-::~[:~]+::-.*?(?:-::~[:~]+::-|\Z)", re.DOTALL)
TEAMS = re.compile(r"_{20,}.*(?:_{20,}|\Z)", re.DOTALL)
LINK = re.compile(r"<?\b(?:https?|webcal|msteams|tel)://?[^\s<>]+>?|<mailto:[^>]*>", re.IGNORECASE)
MACHINE = re.compile(
    r"join (?:zoom|microsoft|the) ?meeting|join on your computer|zoom meeting|one tap mobile|dial[ -]?in|dial by|"
    r"meeting (?:number|id)|access code|pass ?code|passwor[dt]|conference id|find (?:your )?(?:a )?local number|"
    r"meeting[- ]id|\bpin: ?\d|phone numbers|do not (?:delete|edit|change)|webex meeting|video call|powered by|"
    r"^need to (?:make changes|reschedule|cancel)|web conference|make changes to this event|"
    r"you can join this meeting|^(?:cancel|reschedule|join)\b.{0,3}$|"
    r"invitee time zone|\bid: ?[\d ]{8,}|sip:|skype for business|is inviting you to|alimente par|replanifier|"
    r"annuler :?$|"
    r"besprechungs-id|einwahlen|telefonkonferenz|kennwort|learn more|toll[- ]free",
)
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
LONGEST_TITLE = 300
HEAD, TAIL = 5_000, 3_000
# With the boilerplate, and so with everything that is ever looked at.
MOST = 30_000
# The German "Hr." is a man, not a department.
HERR = re.compile(r"\bHr(?=\.|\s[A-ZÀ-Þ])")
BOOKED_AS = r"^(?:{labels}[ \t]*(?::[ \t]*\n?|\n)|(?P<short>what)[ \t]*:)[ \t]*(?P<name>\S.*)"


@dataclass(frozen=True, slots=True)
class Me:
    """The user as calendars show them.

    Attributes:
        words: folded parts of every name, initials included.
        addresses: lower case.
        colleagues: domains of the user's own employer.
    """

    words: frozenset[str]
    addresses: frozenset[str]
    colleagues: frozenset[str]

    def is_called(self, name: str) -> bool:
        """Whether a name can only be the user's."""
        parts = name_words(name)
        return bool(parts) and parts <= self.words

    def is_person(self, person: Person) -> bool:
        """Whether a person of an event is the user."""
        if person.email is not None:
            return person.email in self.addresses
        return person.name is not None and self.is_called(person.name)


@dataclass(frozen=True, slots=True)
class Reading:
    """An event with what the later steps look at.

    Attributes:
        title: the summary without tags.
        body: the description without boilerplate and tags; key lines stay, since they are sentences too.
        others: attendees other than the user, at most `MOST_PEOPLE`.
        folded_title: the title, folded.
        folded_body: the body, folded.
        organizer: unless it is the user.
        answer: the PARTSTAT of the user, empty where the user is not on the list.
        booked_as: the name of the kind of appointment on a booking page, empty where there is none.
        language: the one most of its words are from.
        languages: all it may be written in.
    """

    event: Event
    notes: Notes
    title: str
    body: str
    folded_title: str
    folded_body: str
    others: tuple[Attendee, ...]
    organizer: Person | None
    answer: str
    booked_as: str
    language: str
    languages: tuple[str, ...]


def name_words(name: str) -> frozenset[str]:
    """The folded parts of a name, without honorific signs and punctuation."""
    return frozenset(re.findall(r"[^\W\d_]+", fold(name)))


def myself(profile: Profile, events: tuple[Event, ...], lexicon: Lexicon) -> Me:
    """Learns how the user is called from the profile and from invitations to the user's addresses."""
    addresses = frozenset(address.lower() for address in profile.addresses) or _most_invited(events, lexicon)
    seen = {
        attendee.person.name
        for event in events
        for attendee in event.attendees
        if attendee.person.name and attendee.person.email in addresses
    }
    names = [*profile.names, *seen]
    words = frozenset().union(*(name_words(name) for name in names)) if names else frozenset()
    initials = {"".join(part[0] for part in re.findall(r"[^\W\d_]+", fold(name))) for name in names}
    short = {"".join(found) for name in names if (found := re.findall(r"\b([^\W\d_])\.", fold(name)))}
    own = {_host(address) for address in addresses}
    private = {host for host in own if lexicon.is_host("freemail", host)}
    colleagues = frozenset({*own - private, *(domain.lower().removeprefix("@") for domain in profile.employers)})
    return Me(frozenset(words | {item for item in initials | short if len(item) > 1}), addresses, colleagues)


def _most_invited(events: tuple[Event, ...], lexicon: Lexicon) -> frozenset[str]:
    """The user's addresses where the user told none: the likeliest of those invited, and others under the same name.

    That is a private one, else the one that most other organisations invite, else the one in most events; a series,
    such as the daily meeting at work, counts once.
    """
    invited: defaultdict[str, set[str | None]] = defaultdict(set)
    inviting: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for event in events:
        host = event.organizer.email if event.organizer else None
        for person in (attendee.person for attendee in event.attendees):
            if person.email and person.email != host:
                invited[person.email].add(event.ref.uid)
                names[person.email].add(name_words(person.name or ""))
                inviting[person.email] |= {_host(host or "")} - {"", _host(person.email)}
    private = {email for email in invited if lexicon.is_host("freemail", _host(email))}
    ranked = sorted(invited, key=lambda email: (email in private, len(inviting[email]), len(invited[email])))
    told = [email for email in ranked if email in private or len(invited[email]) > 1][-1:]
    full = {words for email in told for words in names[email] if len(words) > 1}
    return frozenset((*told, *(email for email in ranked if full & names[email])))


def _host(email: str) -> str:
    return email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is read from the words alone, so that the instances of a series are read once."""

    notes: Notes
    title: str
    body: str
    folded_title: str
    folded_body: str
    booked_as: str
    language: str
    languages: tuple[str, ...]


def read(event: Event, me: Me, lexicon: Lexicon) -> Reading:
    """Prepares an event."""
    texts = _texts(event.summary, event.description, event.categories, Key(lexicon))
    mine = [attendee for attendee in event.attendees if me.is_person(attendee.person)]
    return Reading(
        event=event,
        notes=texts.notes,
        title=texts.title,
        body=texts.body,
        folded_title=texts.folded_title,
        folded_body=texts.folded_body,
        booked_as=texts.booked_as,
        others=tuple(islice((item for item in event.attendees if not me.is_person(item.person)), MOST_PEOPLE)),
        organizer=event.organizer if event.organizer and not me.is_person(event.organizer) else None,
        answer=mine[0].partstat if mine else "",
        language=texts.language,
        languages=texts.languages,
    )


@lru_cache(maxsize=256)
def _texts(summary: str, description: str, categories: tuple[str, ...], key: Key) -> _Texts:
    lexicon = key.lexicon
    tags = (f"#{name.removeprefix('#')}" for name in categories)
    title = without_tags(summary[:LONGEST_TITLE], lexicon)
    body = without_tags(_shortened(_without_boilerplate(_shortened(description, MOST))), lexicon)
    language = _language(f"{title}\n{strip_notes(body, lexicon)}", lexicon)
    return _Texts(
        notes=parse_notes("\n".join((summary, *tags, _shortened(description, MOST))), lexicon),
        title=title,
        body=body,
        folded_title=fold(HERR.sub("--", title)),
        folded_body=fold(HERR.sub("--", body)),
        booked_as=_booked_as(_shortened(description, MOST), lexicon),
        language=language,
        languages=_languages(language, fold(title), lexicon),
    )


def _booked_as(description: str, lexicon: Lexicon) -> str:
    match = _bookings(Key(lexicon)).search(fold(description))
    if match is None or (match["short"] and not is_booked(description, lexicon)):
        return ""
    return description[match.start("name") : match.end("name")].strip()


def is_booked(description: str, lexicon: Lexicon) -> bool:
    """Whether a booking page is named in a text."""
    lowered = description.lower()
    return any(host in lowered for host in lexicon.hosts.get("schedulers", ()))


@lru_cache(maxsize=4)
def _bookings(key: Key) -> re.Pattern[str]:
    labels = key.lexicon.of("title.booked").phrases
    return re.compile(BOOKED_AS.format(labels=alternation(map(fold, labels))), re.MULTILINE)


def _shortened(text: str, most: int = HEAD + TAIL) -> str:
    """The beginning and, since notes are typed below an invitation, the end of a very long text."""
    return text if len(text) <= most else f"{text[: most - TAIL]}\n{text[-TAIL:]}"


def _without_boilerplate(text: str) -> str:
    text = TEAMS.sub("", MEET.sub("", text))
    kept = [line for line in text.split("\n") if not MACHINE.search(fold(line))]
    return re.sub(r"\n{3,}", "\n\n", LINK.sub("", "\n".join(kept))).strip()


def _languages(language: str, folded_title: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The languages an event may be in: its own, English, and those whose word for interview is in its title."""
    named = {name for name in lexicon.languages if _words_for_interview(Key(lexicon, name)).search(folded_title)}
    return tuple(sorted({language, *({"en"} & lexicon.languages.keys()), *named}))


@lru_cache(maxsize=64)
def _words_for_interview(key: Key) -> Phrases:
    table = key.lexicon.languages[key.language].get("interview", {})
    return Phrases.of(phrase for part in ("certain", "strong", "medium", "round") for phrase in table.get(part, ()))


@lru_cache(maxsize=64)
def _jargon(key: Key) -> Phrases:
    """The words of one language for talks, people and positions."""
    table = key.lexicon.languages[key.language]
    lists = (words for name in ("interview", "stages", "title", "people", "role") for words in table[name].values())
    return Phrases.of(phrase for words in lists for phrase in words)


def everyday(lexicon: Lexicon, language: str) -> frozenset[str]:
    """The folded everyday words of a language."""
    return _everyday(Key(lexicon, language))


def is_everyday(text: str, languages: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether a text has none but everyday words of some languages, and so names nothing."""
    return name_words(text) <= frozenset().union(*(everyday(lexicon, language) for language in languages))


@lru_cache(maxsize=64)
def _everyday(key: Key) -> frozenset[str]:
    return frozenset(fold(word) for word in key.lexicon.languages[key.language].get("language", {}).get("words", ()))


def _language(text: str, lexicon: Lexicon) -> str:
    """The language most of whose everyday words stand in a text; English where nothing tells."""
    if "ja" in lexicon.languages and JAPANESE.search(text):
        return "ja"
    folded = fold(text)
    # `in-house` is one word, and in no dictionary of everyday ones.
    words = re.findall(r"(?<![\w-])[^\W\d_]+(?![\w-])(?:/(?!\w))?", folded)
    scores = {
        language: sum(map(_everyday(Key(lexicon, language)).__contains__, words))
        + 2 * len(_words_for_interview(Key(lexicon, language)).found(folded))
        for language in sorted(lexicon.languages, key=lambda language: (language != "en", language))
    }
    best = max(scores.values(), default=0)
    level = [language for language, score in scores.items() if score == best]
    # Short titles have no everyday words: what they are about tells, the longer phrases more.
    return max(level, key=lambda language: len("".join(_jargon(Key(lexicon, language)).found(folded))), default="en")
