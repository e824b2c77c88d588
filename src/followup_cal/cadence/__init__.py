"""Findings -> applications -> follow-ups with dates and reasons."""
