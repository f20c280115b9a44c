""" "Min sida", the manager's units, the calendar and the mail about what waits (X-8)."""
