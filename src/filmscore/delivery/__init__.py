"""What leaves the composer's room: the paper of a spotting, and all that is handed over with the music."""
