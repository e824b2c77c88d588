"""The position an interview is for. Pure."""

from __future__ import annotations

import re

from followup_cal.recognise.folding import fold
from followup_cal.recognise.hosts import domains, spells_whole
from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.names import FULL, NAME, WORD, is_name, one_line
from followup_cal.recognise.reading import Me, Reading, everyday, is_everyday
from followup_cal.recognise.segments import GENDERS, LEGAL, REFERENCE, TRIM, Segment

# So many characters before its noun a position may begin.
NEAR = 300
LONGEST_WORDS = 9
SHORT_CLAUSE = 5
ABBREVIATED = 3
FEW = 2
ACRONYM = 4
FIELD = r"HR|RH|RRHH|People|Talent|Technical|Recruiting"
TITLE_AND_NAME = 3
# What may stand inside the name of an organisation.
INSIDE = frozenset(
    (
        *("of", "the", "and", "de", "del", "di", "da", "do", "dos", "das", "du", "des", "der", "den", "die", "von"),
        *("van", "la", "le", "les", "el", "los", "et", "e", "y", "und", "en", "della", "dei", "het"),
    )
)
# `Physiotherapeut:in` goes on.
STOP = re.compile(r"[.;!?\n(\[|–—]|:(?!in\b|innen\b)|,\s|\s[-/]\s|(?<=\w)-\s(?!und|oder|and)")
ARTICLES = re.compile(
    r"^(?:(?:ausbildung(?:splatz)?(?: zum| zur| als)?|"
    r"stelle|vakanz|poste|selecci[oó]n(?: de)?|puesto|vacante|vaga|vacature|functie|ruolo|posizione"
    r"|role|the|an?|our|open|die|der|das|unsere[rn]?|le|la|l'|un|une|el|una|de|het|een|il|lo|o|as?)\s+)+",
    re.IGNORECASE,
)
QUESTION = re.compile(r"^([^\n?]{4,200})\?\s?:?[ \t]*\n?[ \t]*([^\s?][^\n?]*)$", re.MULTILINE)
ABBREVIATIONS = r"(?<!resp)(?<!Resp)(?<!asst)(?<!Asst)(?<!dept)(?<!Dept)(?<!mgr)(?<!Mgr)"
# What goes on behind a position: a preposition in front of people or the employer, or the verb.
VERB = re.compile(
    r"\s(?:interessier\w+|bei|mit|at|with|avec|chez|con|presso|com|met|bij|in our|role|position|gig|interview|and will"
    r"|to|is|est|sera|ist|wird|between|(?:à|per)(?=\s[A-ZÀ-Þ])"
    r"|kennen|kennenlernen|gerne|besetzen|zu|maak|wil|willen|graag|dans|ab|vanaf|starting)\b"
)
# A noun for any position, how many of them, and for how much of the week.
EXTENT = re.compile(
    r"\s+(?:role|position|job|opening|vacancy|opportunity|gig|search|conversations?|x ?\d+|\d{1,3} ?%"
    r"|\d{1,2} ?(?:u|uur|h|std|stunden|hrs)\.?)$",
    re.IGNORECASE,
)
FIELD_NAME = rf"{WORD}(?: (?:und|&) {WORD})?"
ENDED = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+")
JOINED = re.compile(r"\s(?:\+|&|and|und|et|y|e|en)\s")
BESIDE = re.compile(rf"(?<!\w){NAME}\s(?:\+|&|and|und|et|y|e|en)\s(?:\w{{1,3}}\s)?$")
# The number of a requisition in front of the position.
NUMBERED = re.compile(r"^\W{0,2}\d[\d/_-]{3,}\w*\)?[\s:–—-]+(?=[^\W\d_])")
CLAUSE = re.compile(rf"(?:(?<=[^\W\d_]{{3}})|(?<=[)%])){ABBREVIATIONS}[.;]\s+|\n+|,\s+|\s[–—-]\s|[.;]$")


def position(reading: Reading, parts: tuple[Segment, ...], me: Me, lexicon: Lexicon) -> str | None:
    """The position as written: from a key line, the title, a phrase like `the … role`, a short clause of the notes."""
    typed = reading.notes.get("role")
    if typed:
        return tidy(_cut(typed))
    return (
        _in_title(reading, parts, domains(reading, lexicon), me, lexicon)
        or _behind_noun(reading, parts, lexicon)
        or _before_noun(reading, lexicon)
        or _answered(reading, lexicon)
        or _behind_phrase(reading, "role.phrases", lexicon)
        or _behind_phrase(reading, "role.before", lexicon)
        or _clause(reading, lexicon)
    )


def tidy(text: str) -> str | None:
    """A position without signs of gender, number of requisition and a closing "role"; None where no letter is left."""
    text = ARTICLES.sub("", GENDERS.sub(" ", REFERENCE.sub(" ", one_line(text))).strip(TRIM))
    text = EXTENT.sub("", text)
    return " ".join(text.split()).strip(TRIM) if re.search(r"[^\W\d_]", text) else None


def is_position(text: str, lexicon: Lexicon) -> bool:
    """Whether a text contains the noun of an occupation."""
    return lexicon.of("role.nouns").search(fold(text)) is not None and len(text.split()) <= LONGEST_WORDS


def _in_title(
    reading: Reading, parts: tuple[Segment, ...], labels: tuple[str, ...], me: Me, lexicon: Lexicon
) -> str | None:
    phrases = lexicon.spoken("role.phrases", reading.languages).pattern
    employers = [part for part in parts if any(spells_whole(part.text, label) for label in labels)]
    named = [part for part in parts if part.text and part not in employers and not me.is_called(part.text)]
    fitting = [part for part in named if part.gendered] or [part for part in named if is_position(part.text, lexicon)]
    for part in fitting:
        phrase = phrases.match(fold(part.text))
        start = reading.folded_title.find(fold(part.text))
        is_told = any(0 <= start - match.end() <= 1 for match in phrases.finditer(reading.folded_title))
        introduced = phrase or is_told or (part.lead and lexicon.of("role.before").search(part.lead))
        lone = len(part.text) <= ACRONYM and part.trimmed and not introduced
        noted = part.bracketed and part.text[0].islower() and not is_told
        function = (noted and _is_function(fold(part.text), lexicon)) or _is_met(part, reading, lexicon)
        if phrase:
            return tidy(part.text[phrase.end() :])
        met = lexicon.of("company.with").search(fold(part.text))
        alone = met is None or is_position(part.text[: met.start()], lexicon)
        if not lone and not function and not LEGAL.search(part.text) and alone:
            return tidy(_with_field(part, reading.title))
    return None


def _is_met(part: Segment, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a part tells whom the user meets: `chat w VP Sales`, `meet Dana + the owner`, `(HR + head chef)`."""
    folded = fold(part.text)
    if part.bracketed:
        joined = JOINED.search(part.text)
        return joined is not None and ("+" in joined.group() or bool(lexicon.of("people.recruiter").search(folded)))
    if part.lead and lexicon.spoken("company.with", reading.languages).fills(part.lead):
        return lexicon.of("people.titles").pattern.match(folded) is not None
    before = reading.title[: max(reading.folded_title.find(folded), 0)]
    beside = BESIDE.search(before)
    return beside is not None and lexicon.of("people.with").search(fold(before[: beside.start()])) is not None


def _with_field(part: Segment, title: str) -> str:
    """A short position with the field before it that is also a word for interviews: `HR Manager`."""
    before = re.search(rf"(?<!\w)({FIELD}) {re.escape(part.text)}", title) if part.trimmed else None
    return f"{before[1]} {part.text}" if before and len(part.text.split()) < ABBREVIATED else part.text


def _is_function(folded: str, lexicon: Lexicon) -> bool:
    """Whether a text in small letters tells what somebody is (`hiring manager`), rather than names an occupation."""
    function = lexicon.of("people.titles").search(folded)
    noun = lexicon.of("role.nouns").search(folded)
    return function is not None and not (noun and len(noun.group()) > len(function.group()))


def _behind_noun(reading: Reading, parts: tuple[Segment, ...], lexicon: Lexicon) -> str | None:
    """`wg. Stelle Vergabe`: a field that has a capital like all nouns, beside the name of an employer or person."""
    capital_nouns = lexicon.languages[reading.language]["language"].get("capital_nouns", False)
    if not capital_nouns or len([part for part in parts if part.text]) < FEW:
        return None
    for match in lexicon.spoken("role.asked", (reading.language,)).pattern.finditer(reading.folded_title):
        found = re.match(rf":?\s({FIELD_NAME})(?=$|[\s)]*[,(–—-]|\))", reading.title[match.end() :])
        whole = found and next((part for part in parts if part.text == found[1]), None)
        place = fold(reading.event.location)
        if found and whole and not LEGAL.search(found[1]) and fold(found[1]) not in place:
            return tidy(found[1])
    return None


def _before_noun(reading: Reading, lexicon: Lexicon) -> str | None:
    """`for the Site Reliability Engineer II role`."""
    text = f"{reading.title}\n{reading.body}"
    for match in lexicon.of("role.after").pattern.finditer(f"{reading.folded_title}\n{reading.folded_body}"):
        line = ENDED.split(text[max(0, match.start() - NEAR) : match.start()].rpartition("\n")[2])[-1]
        run = re.search(r"[\u30a0-\u30ff\u3400-\u9fff]+$", line)
        if run:
            return run.group()
        words = re.split(r"\b(?:the|our|an?|for|as|re:)\s+", line, flags=re.IGNORECASE)
        found = tidy(words[-1])
        if len(words) == 1:
            found = tidy(CLAUSE.split(line)[-1])
            is_named = found and all(word[0].isupper() or fold(word) in INSIDE for word in found.split())
            found = found if is_named and is_position(found or "", lexicon) else None
        if not found or len(found.split()) > LONGEST_WORDS:
            continue
        if is_position(found, lexicon) or found[0].isupper():
            return found
    return None


def _answered(reading: Reading, lexicon: Lexicon) -> str | None:
    """`Which role are you applying for?: Data Engineer`: an answer on a booking page."""
    for question, answer in QUESTION.findall(reading.body):
        text = tidy(_cut(answer))
        if text and lexicon.of("role.asked").search(fold(question)) and len(text.split()) <= LONGEST_WORDS:
            return text if is_position(text, lexicon) else None
    return None


def _behind_phrase(reading: Reading, path: str, lexicon: Lexicon) -> str | None:
    """`applying for Infra Engineer`, `puesto: responsable de marketing`."""
    for match in lexicon.spoken(path, reading.languages).pattern.finditer(reading.folded_body):
        rest = reading.body[match.end() :].lstrip().partition("\n")[0]
        sign = GENDERS.search(rest)
        text = tidy(rest[: sign.start()] if sign else _cut(rest))
        if not text or len(text.split()) > LONGEST_WORDS:
            continue
        if sign:
            return text
        # `the position of Quality Lead`, `le poste de Second de cuisine`
        named = " " in text and text[0].isupper() and lexicon.of("role.asked").search(match.group()) is not None
        told = named or match.group().rstrip().endswith(":")
        if not told and is_everyday(text.split()[0], (reading.language,), lexicon):
            continue
        if path == "role.before" and not text[0].isupper():
            continue
        if is_position(text, lexicon) or (told and text[0].isupper()):
            return text
    return None


def _cut(text: str) -> str:
    """The beginning of a text up to the end of its clause; a full stop behind an abbreviation does not end it."""
    text = NUMBERED.sub("", text)
    for match in STOP.finditer(text):
        word = re.findall(r"(?<!\w)(?:[^\W\d_]+|\d+)$", text[: match.start()])
        if (
            match.group() != "."
            or not word
            or len(word[0]) > ABBREVIATED
            or text[match.end() : match.end() + 1] == "\n"
        ):
            return _before_verb(text[: match.start()])
    return _before_verb(text)


def _before_verb(text: str) -> str:
    return VERB.split(text)[0]


def _clause(reading: Reading, lexicon: Lexicon) -> str | None:
    """A short clause of hand-typed notes that names an occupation and nobody: `Staff SRE.`, `sysadmin II`."""
    if reading.others:
        return None
    previous = ""
    common = everyday(lexicon, reading.language)
    clauses = [clause.strip(TRIM) for clause in CLAUSE.split(reading.body)]
    for text, following in zip(clauses, [*clauses[1:], ""], strict=True):
        is_function = re.search(rf"(?:^|\W){NAME}$", previous) is not None and not is_position(previous, lexicon)
        # `ask for Dana. finish carpenter`: a full stop parts a sentence from what follows, but not a name.
        is_function = is_function and (
            re.fullmatch(NAME, previous) is not None or f"{previous}. {text}" not in reading.body
        )
        is_beside = re.fullmatch(FULL, following) is not None and f"{text}, {following}" in reading.body
        is_function = is_function or is_beside
        previous = text
        if not text or is_function or len(text.split()) > SHORT_CLAUSE or lexicon.of("people.with").search(fold(text)):
            continue
        small = {fold(word) for word in re.findall(r"\w+", text) if word.islower()}
        is_other = lexicon.of("people.titles").fills(fold(text)) or small & common - INSIDE
        if is_position(text, lexicon) and not is_other and not _names_somebody(text, reading.language, lexicon):
            return tidy(_before_verb(text))
    return None


def _names_somebody(text: str, language: str, lexicon: Lexicon) -> bool:
    folded = fold(text)
    polite = lexicon.spoken("people.honorifics", (language,)).pattern.match(folded)
    if is_name(text, lexicon) or (polite and re.match(r"\.?\s+[A-ZÀ-Þ]", text[polite.end() :])):
        return True
    nouns = [match.end() for match in lexicon.of("role.nouns").pattern.finditer(folded)]
    if lexicon.of("people.recruiter").search(folded) or re.search(rf"{NAME}\s*\(|\w ?: |^{FULL}\s*[+&]", text):
        return True
    return (
        bool(nouns) and re.match(rf"\s+{NAME}$", text[nouns[-1] :]) is not None and len(text.split()) >= TITLE_AND_NAME
    )
