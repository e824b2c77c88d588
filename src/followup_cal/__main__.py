"""`python -m followup_cal`."""

import sys

from followup_cal.cli import main

sys.exit(main())
