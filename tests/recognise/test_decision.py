"""When they decide: dates and phrases, counted from Thursday, 19 November 2026."""

from datetime import date

import pytest

from followup_cal.recognise.decision import find_decision, read_decision
from recognise.samples import LEXICON

DAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("language", "text", "by", "not_before"),
    [
        ("en", "2026-12-04", "2026-12-04", None),
        ("en", "4 December", "2026-12-04", None),
        ("en", "December 4th, 2026", "2026-12-04", None),
        ("en", "12/4", "2026-12-04", None),
        ("fr", "12/4", "2027-04-12", None),
        ("de", "4.12.", "2026-12-04", None),
        ("es", "4 de diciembre", "2026-12-04", None),
        ("ja", "12月4日", "2026-12-04", None),
        ("en", "4 January", "2027-01-04", None),
        ("en", "the 27th", "2026-11-27", None),
        ("en", "the 3rd", "2026-12-03", None),
        ("en", "Friday", "2026-11-20", None),
        ("en", "Thursday", "2026-11-26", None),
        ("de", "Freitag", "2026-11-20", None),
        ("en", "tomorrow", "2026-11-20", None),
        ("en", "next week", "2026-11-27", "2026-11-23"),
        ("en", "by the end of next week", "2026-11-27", None),
        ("en", "mid next week", "2026-11-25", None),
        ("de", "Mitte nächster Woche", "2026-11-25", None),
        ("it", "a metà della prossima settimana", "2026-11-25", None),
        ("en", "early next week", "2026-11-25", "2026-11-23"),
        ("de", "Anfang nächster Woche", "2026-11-25", "2026-11-23"),
        ("fr", "en début de semaine prochaine", "2026-11-25", "2026-11-23"),
        ("en", "the week after next", "2026-12-04", "2026-11-30"),
        ("en", "in two to three weeks", "2026-12-10", "2026-12-03"),
        ("en", "within 10 business days", "2026-12-03", None),
        ("en", "a fortnight", "2026-12-03", None),
        ("fr", "sous quinze jours", "2026-12-04", None),
        ("en", "end of February", "2027-02-28", None),
        ("en", "mid-January", "2027-01-15", None),
        ("es", "a principios de diciembre", "2026-12-07", "2026-12-01"),
        ("de", "in der zweiten Dezemberwoche", "2026-12-11", "2026-12-07"),
        ("en", "end of the month", "2026-11-30", None),
        ("de", "KW 49", "2026-12-04", "2026-11-30"),
        ("en", "before the holidays", "2026-12-23", None),
        ("en", "nothing before 7 December", None, "2026-12-07"),
        ("en", "no word until Labor Day", None, "2027-09-06"),
    ],
)
def test_dates_and_phrases(language: str, text: str, by: str | None, not_before: str | None) -> None:
    decision = read_decision(text, DAY, language, LEXICON)
    assert decision is not None
    assert decision.by == (date.fromisoformat(by) if by else None)
    assert decision.not_before == (date.fromisoformat(not_before) if not_before else None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "after the holidays"),
        ("de", "nach den Feiertagen"),
        ("fr", "après les fêtes"),
        ("es", "después de las fiestas"),
        ("pt", "depois das festas"),
        ("nl", "na de feestdagen"),
        ("it", "dopo le feste"),
        ("ja", "年明け"),
    ],
)
def test_after_the_holidays(language: str, text: str) -> None:
    decision = read_decision(text, DAY, language, LEXICON)
    assert decision is not None
    assert decision.after_holidays


@pytest.mark.parametrize("text", ["soon", "", "no idea", "31 February"])
def test_no_time(text: str) -> None:
    assert read_decision(text, DAY, "en", LEXICON) is None


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("They decide by 4 December.", "2026-12-04"),
        ("Went well.\nDuc - feedback goes out Monday", "2026-11-23"),
        ("We aim to have a decision by the 27th.", "2026-11-27"),
        ("Wir melden uns innerhalb von zwei Wochen", "2026-12-03"),
        ("Rückmeldung spätestens am 4. Dezember", "2026-12-04"),
        ("réponse d'ici le 4 décembre", "2026-12-04"),
        ("me avisan antes del 4 de diciembre", "2026-12-04"),
        ("dão retorno até o dia 4", "2026-12-04"),
        ("Ik hoor het uiterlijk vrijdag", "2026-11-20"),
        ("mi richiamano entro il 27", "2026-11-27"),
        ("選考結果は11月末までにお知らせします", "2026-11-30"),
        ("The board votes December 8 and they phone the day after", "2026-12-09"),
    ],
)
def test_sentences_about_their_decision(text: str, by: str) -> None:
    decision = find_decision(text, DAY, "en", LEXICON)
    assert decision is not None
    assert decision.by == date.fromisoformat(by)


@pytest.mark.parametrize(
    "text",
    [
        "Please respond by 4 December.",
        "This link expires on 4 December.",
        "seat must be filled by Oct 1",
        "The office opens on 4 December.",
        "Interview on 19 November at 10:00",
    ],
)
def test_sentences_about_something_else(text: str) -> None:
    assert find_decision(text, DAY, "en", LEXICON) is None


def test_what_was_said_last_counts_and_is_quoted() -> None:
    decision = find_decision("They decide by Friday.\nCorrection: they decide by 4 December", DAY, "en", LEXICON)
    assert decision is not None
    assert (decision.by, decision.text) == (date(2026, 12, 4), "Correction: they decide by 4 December")


@pytest.mark.parametrize(
    "text",
    [
        "They do feedback sessions",
        "Do they give feedback?",
        "Mi hanno dato feedback",
        "le feedback di Marco",
        "feedback depois do feriado",
        "Feedback von Fr. Sarnow",
    ],
)
def test_short_words_are_no_days_of_the_week(text: str) -> None:
    assert find_decision(text, DAY, "en", LEXICON) is None


@pytest.mark.parametrize(
    ("language", "text", "by"),
    [
        ("de", "Feedback bis Do", "2026-11-26"),
        ("de", "Rufen am Dienstag an", "2026-11-24"),
        ("es", "Quedan en llamarme el martes", "2026-11-24"),
        ("fr", "Me répond en fin de semaine", "2026-11-20"),
        ("it", "Faranno una scelta entro la settimana", "2026-11-20"),
        ("nl", "Ze nemen over 2 weken contact op", "2026-12-03"),
        ("pt", "Respondem no início de dezembro", "2026-12-07"),
        ("pt", "Devo saber algo na quinta", "2026-11-26"),
    ],
)
def test_ways_to_say_when_they_answer(language: str, text: str, by: str) -> None:
    decision = find_decision(text, DAY, language, LEXICON)
    assert decision is not None
    assert str(decision.by) == by


def test_no_answer_before_a_day_is_no_answer_by_it() -> None:
    decision = find_decision("Pas de réponse avant le 1er décembre", DAY, "fr", LEXICON)
    assert decision is not None
    assert (decision.by, str(decision.not_before)) == (None, "2026-12-01")


def test_the_week_after_something_named_is_not_the_next_one() -> None:
    assert find_decision("We will get back to you in the week after Diwali.", DAY, "en", LEXICON) is None
    following = find_decision("We will get back to you in the week after.", DAY, "en", LEXICON)
    assert following is not None
    assert following.by == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("language", "text", "by", "not_before"),
    [
        ("en", "they'll call Monday or Tuesday", "2026-11-24", "2026-11-23"),
        ("en", "decision Thu/Fri", "2026-11-27", "2026-11-26"),
        ("de", "Bescheid am Montag oder am Dienstag", "2026-11-24", "2026-11-23"),
        ("fr", "réponse lundi ou mardi", "2026-11-24", "2026-11-23"),
        ("es", "me llaman el lunes o el martes", "2026-11-24", "2026-11-23"),
        ("it", "mi richiamano lunedì o martedì", "2026-11-24", "2026-11-23"),
        ("nl", "ik hoor het maandag of dinsdag", "2026-11-24", "2026-11-23"),
        ("pt", "resposta na segunda ou na terça", "2026-11-24", "2026-11-23"),
        ("en", "Dana said she'd let me know in a day or two", "2026-11-21", "2026-11-20"),
        ("de", "Rückmeldung in ein, zwei Wochen", "2026-12-03", "2026-11-26"),
        ("fr", "retour dans une semaine ou deux", "2026-12-03", "2026-11-26"),
        ("es", "me avisan en una semana o dos", "2026-12-03", "2026-11-26"),
        ("it", "risposta tra una settimana o due", "2026-12-03", "2026-11-26"),
        ("nl", "bericht over een week of twee", "2026-12-03", "2026-11-26"),
        ("pt", "resposta em uma semana ou duas", "2026-12-03", "2026-11-26"),
        ("en", "You'll know by the Monday after Thanksgiving.", "2026-11-30", None),
        ("de", "Bescheid am Montag nach dem 2. Advent", "2026-12-07", None),
        ("de", "Sie hören vor dem 2. Advent von uns", "2026-12-06", None),
        ("fr", "réponse le lundi après le 4 décembre", "2026-12-07", None),
        ("en", "They'll call on Monday after lunch", "2026-11-23", None),
        ("de", "Die Entscheidung wird in der 49. Kalenderwoche getroffen.", "2026-12-04", "2026-11-30"),
        ("it", "esito nella settimana 49", "2026-12-04", "2026-11-30"),
        ("pt", "resposta na semana 49", "2026-12-04", "2026-11-30"),
        ("en", "We aim to have someone chosen within the next two weeks.", "2026-12-03", None),
        ("de", "Wir treffen die Auswahl bis 4. Dezember.", "2026-12-04", None),
        ("es", "Esperamos elegir a alguien antes del 4 de diciembre.", "2026-12-04", None),
        ("it", "Contiamo di scegliere entro il 4 dicembre.", "2026-12-04", None),
        ("fr", "Nous pensons choisir avant le 4 décembre.", "2026-12-04", None),
        ("pt", "Contamos dar-lhe novidades na semana de 23 de novembro.", "2026-11-27", "2026-11-23"),
        ("de", "Bitte bestätigen Sie den Termin bis 20.11.2026. Wir entscheiden am 4.12.2026.", "2026-12-04", None),
    ],
)
def test_more_ways_to_name_a_day(language: str, text: str, by: str, not_before: str | None) -> None:
    decision = find_decision(text, DAY, language, LEXICON)
    assert decision is not None
    assert decision.by == date.fromisoformat(by)
    assert decision.not_before == (date.fromisoformat(not_before) if not_before else None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They decide on the Monday after the trade fair."),
        ("en", "You'll hear by Monday after Diwali"),
        ("de", "Bescheid am Montag nach dem Firmenlauf"),
        ("es", "18/11 me llaman: han elegido a otra candidata"),
    ],
)
def test_a_day_that_is_not_known_is_not_guessed(language: str, text: str) -> None:
    assert find_decision(text, DAY, language, LEXICON) is None


@pytest.mark.parametrize(
    ("year", "advent"), [(2022, "2022-12-04"), (2025, "2025-12-07"), (2026, "2026-12-06"), (2028, "2028-12-10")]
)
def test_the_second_sunday_of_advent(year: int, advent: str) -> None:
    decision = read_decision("bis zum zweiten Advent", date(year, 11, 2), "de", LEXICON)
    assert decision is not None
    assert decision.by == date.fromisoformat(advent)
