"""Setting up, as decisions: what an answer means, what to guess, how the configuration changes. Asks nobody."""
