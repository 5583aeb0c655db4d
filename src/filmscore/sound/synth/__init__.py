"""Synths, written to be read: five ways of making a sound out of numbers.

`Subtractive` takes partials away, `FM` shakes one sine with another, `Pluck` lets a wave run round a string, `Modal`
adds up the modes of something struck, `Grains` makes a cloud. Each is a set of numbers with names and units; `note`
plays one note. `filmscore.sound.layers` says which instrument is played by which.

>>> bell = Modal(modes=((1.0, 0.0, 3.0), (2.76, -6.0, 1.5)), stick_hz=6000)
>>> bell.note(84, 0.5, velocity=100).shape[0]
1
"""

from .base import Synth
from .fm import FM
from .grains import Grains
from .modal import Modal
from .player import SynthPlayer
from .pluck import Pluck
from .subtractive import Subtractive

__all__ = ["FM", "Grains", "Modal", "Pluck", "Subtractive", "Synth", "SynthPlayer"]
