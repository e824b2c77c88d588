"""The sections of an entry's description: the draft, what stands below it, the line of hashes. Pure."""

from __future__ import annotations

# The line that parts the draft from what stands below it.
SEPARATOR = "· · ·"
REF_LABEL = "ref: "
# What is left of Windows line ends where apps escape them as a whole, each once more; RFC 5545, 3.3.11 knows no such
# escape.
ESCAPED_RETURN = "\\r"
# What the line begins with that says why an entry stands there, in each language.
WHY_LABELS = {
    "Why:": "en",
    "Warum:": "de",
    "Pourquoi :": "fr",
    "Por qué:": "es",
    "Por quê:": "pt",
    "Waarom:": "nl",
    "Perché:": "it",
}
# What our own lines below the separator begin with; never taken away from this list, or old entries are misread.
FOOTER_LABELS = (
    *("Write:", "To:", "Or:", "Call:", "Why:", "Any news?"),
    *("Schreiben:", "An:", "Oder:", "Anrufen:", "Warum:", "Neuigkeiten?"),
    *("Écrire :", "À :", "Ou :", "Appeler :", "Pourquoi :", "Du nouveau ?"),
    *("Escribir:", "Para:", "O bien:", "Llamar:", "Por qué:", "¿Novedades?"),
    *("Escrever:", "Ou:", "Ligar:", "Por quê:", "Novidades?"),
    *("Schrijven:", "Aan:", "Of:", "Bellen:", "Waarom:", "Nieuws?"),
    *("Scrivere:", "A:", "Oppure:", "Chiamare:", "Perché:", "Novità?"),
    SEPARATOR,
)


def sections(description: str) -> tuple[str, str, str | None]:
    """Parts a description, whatever apps have done to its line ends and blanks.

    Returns:
        The draft section, the footer from its separator on, and the imprint of the last `ref:` line; the footer is
        empty and the imprint None where the user removed them.
    """
    lines = [_ended(line) for line in description.splitlines()]
    refs = [line.strip()[len(REF_LABEL) :] for line in lines if line.strip().startswith(REF_LABEL)]
    lines = [line for line in lines if not line.strip().startswith(REF_LABEL)]
    at = next((n for n in reversed(range(len(lines))) if lines[n].strip() == SEPARATOR), len(lines))
    return "\n".join(lines[:at]).strip(), "\n".join(lines[at:]).strip(), refs[-1] if refs else None


def explained(footer: str, reason: str) -> str:
    """A footer that says why in other words; where the user removed the line it is left as it is."""
    lines = footer.splitlines()
    labels = [next(filter(line.startswith, WHY_LABELS), None) for line in lines]
    return "\n".join(f"{label} {reason}" if label else line for label, line in zip(labels, lines, strict=True))


def language_of(footer: str) -> str:
    """The language that a footer gives its reason in."""
    lines = footer.splitlines()
    return next((WHY_LABELS[label] for line in lines for label in WHY_LABELS if line.startswith(label)), "en")


def foreign_lines(footer: str) -> tuple[str, ...]:
    """The lines of a footer that the user typed: those that begin with none of our labels."""
    lines = (line.strip() for line in footer.splitlines())
    return tuple(line for line in lines if line and not line.startswith(FOOTER_LABELS))


def _ended(line: str) -> str:
    """A line without what ends it, however often apps have escaped that."""
    while (shorter := line.rstrip().removesuffix(ESCAPED_RETURN)) != line:
        line = shorter
    return line
