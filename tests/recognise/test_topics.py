"""What was talked about, in the ways people note it after a talk."""

import pytest

from recognise.samples import event, finding


@pytest.mark.parametrize(
    ("title", "notes", "topics"),
    [
        ("Interview Acme", "went ok: budget, travel, on call rota", ["budget", "travel", "on call rota"]),
        ("Interview Acme", "we talked lathes, benefits. will call Friday", ["lathes", "benefits"]),
        ("Interview Acme", "Hal asked a lot about pricing and churn.", ["pricing", "churn"]),
        ("Interview Acme", "good chat. asked: sharding, payments. feedback soon", ["sharding", "payments"]),
        ("Interview Acme", "asked about my hours, pay. they call Monday", ["hours", "pay"]),
        ("Vorstellungsgespräch Acme", "lief gut: Schichtdienst, Urlaub", ["Schichtdienst", "Urlaub"]),
        ("Vorstellungsgespräch Acme", "fragte nach Touren, Lager. Bescheid folgt", ["Touren", "Lager"]),
        ("Vorstellungsgespräch Acme", "gefragt wurde: Schichten, Urlaub", ["Schichten", "Urlaub"]),
        (
            "Entretien Acme",
            "bien passé. on a parlé coupures, équipe de 12. réponse lundi",
            ["coupures", "équipe de 12"],
        ),
        ("Entretien Acme", "bon contact : horaires, salaire", ["horaires", "salaire"]),
        ("Entrevista Acme", "fue muy bien: guardias, turnos", ["guardias", "turnos"]),
        ("Colloquio Acme", "è andata bene: turni, trasferte", ["turni", "trasferte"]),
        ("Entrevista Acme", "correu bem: contencioso, teletrabalho", ["contencioso", "teletrabalho"]),
        ("Sollicitatiegesprek Acme", "ging goed: planning, inspraak", ["planning", "inspraak"]),
        ("Interview Acme", "asked me to come back, bring my ID", []),
        ("Interview Acme", "asked if I can start soon, said yes", []),
        ("Interview Acme", "went well, they call on Monday, nice people", []),
        ("Interview Acme", "discussed the team and she will call", []),
        ("Vorstellungsgespräch Acme", "war gut, ich rufe sie an", []),
    ],
)
def test_topics_in_notes(title: str, notes: str, topics: list[str]) -> None:
    assert [topic.text for topic in finding(event(title, notes)).topics] == topics
