"""What `filmscore.course.lint` holds a notebook to: its cells, its goals, its way, its sources."""
