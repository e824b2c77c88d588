"""Outcomes -> words: `records` for programs (JSON), `story` for people. Pure; knows no terminal."""
