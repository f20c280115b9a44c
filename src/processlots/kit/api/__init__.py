"""The REST API under /api/v1/, made from the page sets; Digg's REST profile (sweden.md 7.1)."""
