"""Names of the XML elements that CalDAV servers are asked for, in Clark notation."""

from __future__ import annotations

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CALENDARSERVER = "{http://calendarserver.org/ns/}"

# RFC 4918
RESOURCE_TYPE = DAV + "resourcetype"
DISPLAY_NAME = DAV + "displayname"
ETAG = DAV + "getetag"
HREF = DAV + "href"
# RFC 3744 and 5397
CURRENT_USER_PRINCIPAL = DAV + "current-user-principal"
CURRENT_USER_PRIVILEGES = DAV + "current-user-privilege-set"
OWNER = DAV + "owner"
# RFC 6578
SYNC_TOKEN = DAV + "sync-token"
# RFC 4791 and 6638
CALENDAR = CALDAV + "calendar"
CALENDAR_DATA = CALDAV + "calendar-data"
CALENDAR_HOME_SET = CALDAV + "calendar-home-set"
USER_ADDRESSES = CALDAV + "calendar-user-address-set"
SUPPORTED_COMPONENTS = CALDAV + "supported-calendar-component-set"
# The "ctag", older than RFC 6578: changes whenever something in the collection does.
COLLECTION_TAG = CALENDARSERVER + "getctag"
