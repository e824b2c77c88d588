"""Calendars on CalDAV servers (RFC 4791).

`session` speaks to a server, `store` makes a calendar of it a store; the rest are their parts, each with one thing to
know: addresses, XML, what to fetch, what to remember, what an answer to a write means.
"""
