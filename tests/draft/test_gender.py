"""No draft has to know the grammatical gender of whoever signs, nor guesses that of whoever reads."""

import re

import pytest

from draft.situations import ALL

SIGNER = {
    "de": r"\b(?:Bewerber|Kandidat)(?:in)?\b",
    "fr": r"\b(?:suis|serais|serai|reste|étais) (?:\w+ )?(?:ravi|heureu|intéressé|prêt|content|désolé|curieu|sûr|déçu)",
    "es": r"\b(?:estoy|estaría|quedo|sigo|fui|soy) (?:\w+ )?(?:encantad|interesad|agradecid|dispuest|content)[oa]",
    "pt": r"\bobrigad[oa]\b|\b(?:estou|fico|ficaria|continuo) (?:\w+ )?(?:interessad|grat|dispost|pront|honrad)[oa]",
    "it": r"\b(?:sono|sarei|resto|ero) (?:\w+ )?(?:liet|interessat|grat|content|dispost|curios|onorat|pront|uscit)[oa]",
}
READER = r"\b(?:Herr|Frau|Monsieur|Madame|Señora?|Estimad[oa]|Prezad[oa]|Car[oa]|Caro|Egregio|Geachte heer|Sir|Madam)\b"
PLANTED = {
    "de": "Als Bewerberin danke ich.",
    "fr": "Je suis très intéressée.",
    "es": "Estoy muy agradecida.",
    "pt": "Muito obrigado.",
    "it": "Sarei molto lieto.",
}


@pytest.mark.parametrize("language", SIGNER)
def test_nobody_is_a_man_or_a_woman(language: str) -> None:
    signer = re.compile(SIGNER[language], re.IGNORECASE)
    assert signer.search(PLANTED[language])
    for name, text in ALL.items():
        if name.startswith(f"{language}/"):
            said = "\n".join(line for line in text.splitlines() if not line.startswith("# "))
            assert signer.search(said) is None, name
            assert re.search(READER, said) is None, name
