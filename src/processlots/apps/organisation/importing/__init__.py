"""What lists of units and people say, row by row (OR-1)."""
