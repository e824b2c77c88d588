"""Event -> interview, or the reason it is none; and the facts that follow-ups need. Pure."""

from followup_cal.recognise.lexicon import Lexicon
from followup_cal.recognise.recognise import recognise

__all__ = ["Lexicon", "recognise"]
