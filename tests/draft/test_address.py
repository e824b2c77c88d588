import pytest

from followup_cal.draft.address import greeted


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dana Okafor", "Dana"),
        ("Dana", "Dana"),
        ("Mary Jane O'Neil", "Mary"),
        ("Anna-Lena Groß", "Anna-Lena"),
        ("Maria van der Berg", "Maria"),
        ("Мария Иванова", "Мария"),
        ("Mr Tom Hale", "Tom"),
        ("Dana Okafor (she/her)", "Dana"),
        ("Dana Okafor, PhD", "Dana"),
        ("Dr. Tom Hale", "Dr. Hale"),
        ("Prof. Dr. Jörg Müller", "Prof. Dr. Müller"),
        ("J. Smith", "J. Smith"),
        ("J Smith", "J Smith"),
        ("長谷部 花子", "長谷部 花子"),
        ("김 민준", "김 민준"),
        ("نور الدين", "نور الدين"),
        ("(hiring)", "(hiring)"),
        ("!", "!"),
    ],
)
def test_greeting(name: str, greeting: str) -> None:
    assert greeted(name) == greeting
