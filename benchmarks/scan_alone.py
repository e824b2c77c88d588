"""Scans one calendar for the words of the package and does nothing else."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from generate import NOW

from followup_cal.data import Shelf
from followup_cal.library import load_library
from followup_cal.scan import Selection
from followup_cal.stores.atomic import scan_file

lexicon = load_library(Shelf(), "balanced").lexicon
now = datetime.fromisoformat(NOW)
window = now - timedelta(days=60), now + timedelta(days=180)
words = (
    lexicon.scan_words, lexicon.title_words, lexicon.booking_words, lexicon.talk_words, lexicon.topic_words,
)  # fmt: skip
found, _ = scan_file(Path(sys.argv[1]), Selection(*window, *words))
print(found.count, len(found.components))
