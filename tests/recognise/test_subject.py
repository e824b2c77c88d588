"""A title that reads on is about something else, one that names an employer or a position is not."""

import pytest

from followup_cal.model import Profile
from followup_cal.recognise.reading import myself, read
from followup_cal.recognise.segments import segments
from followup_cal.recognise.subject import subject
from recognise.samples import LEXICON, ROBIN, event


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Interview Globex", ""),
        ("Interview with Bank of the West", ""),
        ("Interview at Globex, bring a laptop", "bring a laptop"),
        ("Interview - data engineer for logistics - Globex", ""),
        ("interview globex about that job", ""),
        ("Kirsty interview – give her a lift", "give her a lift"),
        ("Colloquio con l’architetto", "l’architetto"),
        ("Colloquio con i prof di Mia", "prof di Mia"),
        ("2° colloquio Valdossola con il titolare", ""),
        ("coop Il Melograno colloquio online", ""),
        ("Interview Heimatblatt zum Bachprojekt", "Heimatblatt zum Bachprojekt"),
    ],
)
def test_subject_of_a_title(title: str, told: str) -> None:
    assert _subject(title, ROBIN) == told


def _subject(title: str, profile: Profile) -> str:
    one = event(title)
    me = myself(profile, (one,), LEXICON)
    reading = read(one, me, LEXICON)
    return subject(segments(reading.title, reading.languages, me, LEXICON), reading, LEXICON)
