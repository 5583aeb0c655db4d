"""The course's own music, kept as notes. Each film has a package here; each cue of it a module with `score()`."""
