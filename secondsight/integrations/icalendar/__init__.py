"""Calendars as iCalendar has them (RFC 5545, RFC 5546): busy times, invitations, answers."""
