"""Numbers in text: find them, link them by meaning, recompute them, judge them."""
