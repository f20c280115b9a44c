"""A new organisation laid beside the one that stands, and a new home for all that hangs on it (OR-*)."""
