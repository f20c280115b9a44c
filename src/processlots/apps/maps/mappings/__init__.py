"""Mappings: ordered, agreed by both sides, carried out, reported and received (T-8, M-KART)."""
