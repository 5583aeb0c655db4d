"""What is heard: notes performed, played by a sound font, put in a room, and sorted into stems."""
