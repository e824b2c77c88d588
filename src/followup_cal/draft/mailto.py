"""Compose links: `mailto:` (RFC 6068) and the forms of webmail services.

Everything but unreserved characters is percent-encoded, so that no name, subject or text can add a header or a
recipient; there is never a Cc or Bcc. What this module must not know: templates, follow-ups, calendars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import quote

LIMIT = 1900
REST = "[the rest is in the calendar entry]"
# RFC 5322 dot-atoms (RFC 6531 adds letters of all scripts), less what some mail apps decode twice: % & ?
ATOM = r"[^\W\s]|[!#$'*+/=^`{|}~-]"
PLAIN_ADDRESS = re.compile(rf"(?:{ATOM})+(?:\.(?:{ATOM})+)*@[^\W_](?:[^\W_]|-)*(?:\.[^\W_](?:[^\W_]|-)*)+")
SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s")
WEBMAIL = {
    "gmail": ("https://mail.google.com/mail/?view=cm&fs=1&to={to}", "su"),
    "outlook": ("https://outlook.office.com/mail/deeplink/compose?to={to}", "subject"),
    "outlook-live": ("https://outlook.live.com/mail/0/deeplink/compose?to={to}", "subject"),
}
STYLES = ("mailto", *WEBMAIL)


def mailto(to: Sequence[str], subject: str, body: str, limit: int = LIMIT) -> str | None:
    """Builds a link that opens the mail app with everything filled in.

    Args:
        to: addresses; one that is not plain is left out. Without any, the person fills in the recipient.
        subject: one line; line breaks become blanks.
        body: plain text; where the link would be too long, it ends at a line or sentence with a note that says so.
        limit: longest link; about 2,000 characters are safe everywhere.

    Returns:
        the link, or None where not even the subject fits.
    """
    return compose_link("mailto", to, subject, body, limit)


def compose_link(
    style: str, to: Sequence[str], subject: str, body: str, limit: int = LIMIT, *, rest: str = REST
) -> str | None:
    """Builds a compose link for a mail app or a webmail service.

    Args:
        style: one of `STYLES`.
        to: as in `mailto`.
        subject: as in `mailto`.
        body: as in `mailto`.
        limit: as in `mailto`.
        rest: the note that ends a shortened body.

    Raises:
        ValueError: the style is unknown.
    """
    form, subject_key = ("mailto:{to}?", "subject") if style == "mailto" else WEBMAIL.get(style, ("", ""))
    if not form:
        raise ValueError(f"A compose link is one of {', '.join(STYLES)}, not {style}.")
    recipients = ",".join(quote(address, safe="@") for address in to if is_plain(address))
    head = form.format(to=recipients)
    head += f"{'' if head.endswith('?') else '&'}{subject_key}={_encoded(' '.join(subject.split()))}"

    def link(text: str) -> str:
        return _closed(f"{head}&body={_encoded(text)}" if text else head)

    return _fitting(link, "\n".join(body.splitlines()), limit, rest)


def is_plain(address: str) -> bool:
    """Whether an address is nothing but an addr-spec that every mail app reads as one recipient."""
    return PLAIN_ADDRESS.fullmatch(address) is not None


def _encoded(text: str) -> str:
    """Percent-encodes UTF-8, line breaks as CR LF (RFC 6068, section 5)."""
    return quote(text.replace("\n", "\r\n"), safe="", errors="replace")


def _closed(link: str) -> str:
    """A link that does not end in a full stop, which readers take for the end of a sentence."""
    return f"{link[:-1]}%2E" if link.endswith(".") else link


def _fitting(link: Callable[[str], str], body: str, limit: int, rest: str) -> str | None:
    """The link with as much of the text as fits."""
    whole = link(body)
    if len(whole) <= limit:
        return whole
    for end in reversed([match.start() for match in SENTENCE_END.finditer(body)]):
        shortened = link(f"{body[:end].rstrip()}\n\n{rest}")
        if len(shortened) <= limit:
            return shortened
    bare = link(rest)
    return bare if len(bare) <= limit else None
