"""Regular runs, as texts for the programs that start them. Starts and installs nothing itself."""
