"""Forums, their meetings, the matters they take up and what they decide (F-1 … F-15, S6-6)."""
