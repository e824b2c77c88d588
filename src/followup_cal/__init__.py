"""Reads the interviews in a job seeker's calendar and writes the follow-ups back to it."""

__version__ = "0.1.0"
