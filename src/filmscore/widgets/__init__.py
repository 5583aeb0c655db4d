"""What a notebook shows and plays: thin shells over the picture, the music and the sound."""
