"""Between the bytes of iCalendar (RFC 5545) and our own values."""
