# Asks the program itself, so that it fits whichever version is installed.
eval "$(_FOLLOWUP_CAL_COMPLETE=bash_source followup-cal)"
