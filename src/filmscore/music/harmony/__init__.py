"""Harmony: chords and what they do to a picture."""
