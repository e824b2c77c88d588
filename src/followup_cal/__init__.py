"""Reads the interviews in a job seeker's calendar and writes the follow-ups back to it."""


def __getattr__(name: str) -> str:
    """`__version__` is looked up only where it is wanted: the metadata take longer to load than all of --help."""
    if name == "__version__":
        from importlib.metadata import version

        return version("followup-cal")
    raise AttributeError(name)
