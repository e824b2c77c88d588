"""What a server says about a user and their calendars -> values. Nothing is fetched here."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from followup_cal.stores.caldav.address import last_segment
from followup_cal.stores.caldav.faults import one_line
from followup_cal.stores.caldav.home import ALL_COMPONENTS, Calendar
from followup_cal.stores.caldav.multistatus import Found
from followup_cal.stores.caldav.names import (
    CALDAV,
    CALENDAR,
    CALENDAR_HOME_SET,
    CALENDARSERVER,
    CURRENT_USER_PRINCIPAL,
    CURRENT_USER_PRIVILEGES,
    DAV,
    DISPLAY_NAME,
    OWNER,
    RESOURCE_TYPE,
    SUPPORTED_COMPONENTS,
    USER_ADDRESSES,
)

WHO = (CURRENT_USER_PRINCIPAL, CALENDAR_HOME_SET, USER_ADDRESSES, RESOURCE_TYPE)
WHAT = (RESOURCE_TYPE, DISPLAY_NAME, SUPPORTED_COMPONENTS, CURRENT_USER_PRIVILEGES, OWNER)
_SUBSCRIBED = CALENDARSERVER + "subscribed"
# Shared by others, or with others (calendarserver-sharing; sabre/dav).
_SHARED = frozenset({CALENDARSERVER + "shared", CALENDARSERVER + "shared-owner"})
# Nextcloud's trash bin lists its calendars like the others.
_DELETED = "{http://nextcloud.com/ns}deleted-calendar"
# Whoever holds one of these can add an entry (RFC 3744, 3.1 to 3.12).
_WRITING = frozenset({DAV + "all", DAV + "write", DAV + "bind", DAV + "write-content"})


def calendar_of(item: Found, principal: str) -> Calendar:
    """Reads what a server says of one calendar.

    Args:
        item: the calendar, asked for WHAT.
        principal: who is logged in; empty where that is not known.
    """
    kinds = _kinds(item)
    owner = next(iter(item.hrefs(OWNER)), "")
    return Calendar(
        url=item.href if item.href.endswith("/") else item.href + "/",
        name=one_line(item.text(DISPLAY_NAME) or "") or one_line(unquote(last_segment(item.href))),
        components=_components(item),
        read_only=_SUBSCRIBED in kinds or not _writable(item),
        foreign=bool(kinds & _SHARED) or bool(owner and principal and owner.rstrip("/") != principal.rstrip("/")),
    )


def is_calendar(item: Found) -> bool:
    """Whether a resource is a calendar, and not one in the trash bin."""
    kinds = _kinds(item)
    return CALENDAR in kinds and _DELETED not in kinds


def speaks_caldav(item: Found) -> bool:
    """Whether there is anything to go on with: plain WebDAV answers, too."""
    return bool(item.children(CURRENT_USER_PRINCIPAL) or item.hrefs(CALENDAR_HOME_SET)) or is_calendar(item)


def is_stranger(item: Found) -> bool:
    """Whether the server answers, but to nobody in particular (RFC 5397, 3)."""
    return any(child.tag == DAV + "unauthenticated" for child in item.children(CURRENT_USER_PRINCIPAL))


def own_addresses(principal: Found) -> tuple[str, ...]:
    """The user's own e-mail addresses (RFC 6638, 2.4.1); some servers leave them out (Xandikos)."""
    hrefs = (href for href in principal.raw_hrefs(USER_ADDRESSES) if href.lower().startswith("mailto:"))
    found = (one_line(unquote(href.partition(":")[2])).lower() for href in hrefs)
    return tuple(dict.fromkeys(address for address in found if "@" in address))


def _kinds(item: Found) -> frozenset[str]:
    return frozenset(str(child.tag) for child in item.children(RESOURCE_TYPE))


def _components(item: Found) -> frozenset[str]:
    """The types a calendar takes; one that does not say so takes all (RFC 4791, 5.2.3)."""
    if SUPPORTED_COMPONENTS not in item.props:
        return ALL_COMPONENTS
    names = (child.get("name", "") for child in item.children(SUPPORTED_COMPONENTS) if child.tag == CALDAV + "comp")
    return frozenset(one_line(name).upper() for name in names)


def _writable(item: Found) -> bool:
    if CURRENT_USER_PRIVILEGES not in item.props:
        return True
    return not _WRITING.isdisjoint(_privileges(item))


def _privileges(item: Found) -> Iterator[str]:
    for privilege in item.children(CURRENT_USER_PRIVILEGES):
        yield from (str(child.tag) for child in privilege)
