"""Problems and good ideas: written down, grouped, voted on, and led on (M-KART-5)."""
