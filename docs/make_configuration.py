"""Prints docs/configuration.md: python docs/make_configuration.py > docs/configuration.md."""

from followup_cal import accounts, config

HEAD = """# Configuration

`config.toml` in the configuration folder of your system (on Linux `~/.config/followup-cal/`), or the file named with
`--config`. It is TOML; every option may be left out; a dot means a table: `me.names` stands as `names` below `[me]`.
What is wrong in it is told all at once, with file and key.

```toml
sources = ["~/calendars/personal"]
country = "DE"

[me]
names = ["Robin Adeyemi"]
emails = ["robin@adeyemi.example"]
timezone = "Europe/Berlin"
strengths = ["cut the nightly run from six hours to forty minutes"]
```

| option | what it is for |
| --- | --- |"""

ACCOUNTS = """
## Accounts

A table `[accounts.NAME]` for each account; `NAME` and `NAME/calendar` are then what you type as SOURCE and TARGET. One
of `url`, `host` and `email` is needed. [caldav.md](caldav.md) tells more.

```toml
[accounts.work]
email = "robin@adeyemi.example"
calendars = ["Interviews"]
```

| option of an account | what it is for |
| --- | --- |"""


def page() -> str:
    """The whole page."""
    rows = [f"| `{key}` | {option.doc} |" for key, option in config.OPTIONS.items()]
    more = [f"| `{key}` | {doc} |" for key, (_, doc) in accounts.OPTIONS.items()]
    return "\n".join([HEAD, *rows, ACCOUNTS, *more])


if __name__ == "__main__":
    print(page())  # noqa: T201 - printing is its job
