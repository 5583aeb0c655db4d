"""Pictures of what the course works with. `filmscore.show` chooses among them; matplotlib loads when one is drawn."""
