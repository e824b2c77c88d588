"""`check`: what is looked at, in plain words (`steps`), and what asks the server (`examine`, `reach`, `trial`)."""
