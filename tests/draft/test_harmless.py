import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup_cal.draft.harmless import harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Globex", "Globex"),
        (" a\r\n b\tc ", "a b c"),
        ("a\u2028b\x00c", "a b c"),
        ("#rejected", "rejected"),
        ("say ##offer now", "say offer now"),
        ("C# Developer", "C# Developer"),
        ("Job #4411", "Job 4411"),
        ("\u202eevil\u202c", "evil"),
        ("نیم\u200cفاصله", "نیم\u200cفاصله"),
        ("x" * 200, "x" * 159 + "…"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text())
def test_always_one_short_line(text: str) -> None:
    line = harmless(text)
    assert len(line) <= 160
    assert len(line.splitlines()) <= 1
    assert harmless(line) == line
