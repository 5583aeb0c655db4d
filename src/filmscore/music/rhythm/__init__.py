"""Rhythm that drives: a cell that comes again, what it does against the bar, and how it grows."""
