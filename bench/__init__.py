"""Side-by-side measurements that print ratios; never asserted in a timed test."""
