"""The whole system in a real browser: web, worker and database as `processlots serve` runs them."""
