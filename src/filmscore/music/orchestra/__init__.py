"""The orchestra: who reaches what, who is as loud as whom, what can be played, and a chord given to players."""
