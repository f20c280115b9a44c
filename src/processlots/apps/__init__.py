"""One folder per word in the user's vocabulary."""
