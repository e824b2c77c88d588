# Asks the program itself, so that it fits whichever version is installed.
_FOLLOWUP_CAL_COMPLETE=fish_source followup-cal | source
