"""How we want to do it: begun, decided, prepared, and introduced so that it is how we do it today (S6-11 … S6-14)."""
