"""One voice: a recording read at a pitch, then sent through its filter and envelopes into the mix. Compiled by numba.

Everything here runs once per sample or once per block of 64 (256 in a slow release), for thousands of notes. Blocks are
counted from the note's own first sample, so a note starts on its sample and not on a grid.

The two halves are apart because the first is the dearer one and the same for all notes of one pitch: reading is done
once (`filmscore.sound.readings` keeps what was read), `play` for every note. Both go on where they stopped, so that
a long cue can be made piece by piece, and come out the same however it is cut into pieces.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from .moving import BLOCK, LONG

RATE = 48000.0

#: range of the volume envelope in centibels: FluidSynth's 96 dB, by which people tune their fonts
SILENCE = 960.0

#: blocks of a release that is over in less than `QUICK` samples (62 ms): in blocks of 64, each line of a release of
#: 16 ms would fall by 8 dB, and its place among the blocks would be heard in its shape
FINE, QUICK = 16, 3000.0

#: a release longer than this (1 s) is drawn in blocks of `LONG`: a line for half a dB lies 0.02 % beside the curve.
#: Most of what an orchestra's voices do is to die away, four fifths of a dense cue
SLOW = 48000.0

#: a voice in its release ends below this amplitude, -94 dB, by a line to zero within a block. Ending 8 dB sooner saves
#: a tenth of the work, but the tails of a string section add up: its stem would differ at -52 dB instead of -77
INAUDIBLE = 2e-5

#: exponents per cent of pitch and per centibel of level, for exp()
OCTAVE, CENTIBEL = math.log(2.0) / 1200.0, -math.log(10.0) / 200.0

#: a filter is set anew when its cut-off has moved by this many cents
NUDGE = 2.0

#: a voice cut short by another of its exclusive class fades over this many samples (20 ms)
CUT = 960

#: the last samples of a recording that simply ends are faded, lest it click
LAST = 32


class Voice(NamedTuple):
    """Numbers of a voice that stand still while it sounds. Times are samples, depths cents or centibels."""

    step: float
    attenuation: float
    pan: float
    delay: float
    attack: float
    hold: float
    decay: float
    sustain: float
    release: float
    mod_delay: float
    mod_attack: float
    mod_hold: float
    mod_decay: float
    mod_sustain: float
    mod_release: float
    mod_env_to_pitch: float
    mod_env_to_filter: float
    mod_lfo_delay: float
    mod_lfo_step: float
    mod_lfo_to_pitch: float
    mod_lfo_to_filter: float
    mod_lfo_to_volume: float
    vib_lfo_delay: float
    vib_lfo_step: float
    vib_lfo_to_pitch: float
    cutoff: float
    resonance: float
    first: float
    last: float
    loop_start: float
    loop_end: float
    loop_mode: float


#: unsigned: with them a place is not looked at whether it counts from the end
ONE, TWO, THREE = np.uint64(1), np.uint64(2), np.uint64(3)

#: the same numbers as a row of an array, which compiled code takes over faster than thirty single numbers
ROW = np.dtype([(name, np.float64) for name in Voice._fields])

#: what a voice remembers from piece to piece: its age; amplitude, and gains to the left and right; coefficients of its
#: filter, the cut-off they were made for, the filter's last two samples in and out; whether it has begun and is done
STATE = 14
_AGE, _AMPLITUDE, _LEFT, _RIGHT, _B0, _A1, _A2, _CENTS, _PAST, _BEGUN, _DONE = 0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13


@njit(cache=True, nogil=True, inline="always")
def at(curve, place):
    """A curve at a place between its points; what stands still is one value."""
    if curve.shape[0] == 1:
        return curve[0]
    index = int(place)
    if index >= curve.shape[0] - 1:
        return curve[curve.shape[0] - 1]
    part = np.float32(place - index)
    return curve[index] + (curve[index + 1] - curve[index]) * part


@njit(cache=True, nogil=True, fastmath=True)
def _held_level(v, age):
    """Volume envelope before the release: (amplitude of the attack, centibels below it)."""
    age -= v.delay
    if age < 0.0:
        return 0.0, 0.0
    if age < v.attack:
        return age / v.attack, 0.0
    age -= v.attack + v.hold
    if age <= 0.0:
        return 1.0, 0.0
    return 1.0, min(SILENCE * age / v.decay, v.sustain) if v.decay > 0.0 else v.sustain


@njit(cache=True, nogil=True, fastmath=True)
def _level(v, age, off, off_drop):
    """Volume envelope as centibels below full; `off_drop` is where the release sets out from, at age `off`."""
    if age > off:
        return off_drop + SILENCE * (age - off) / v.release
    amplitude, drop = _held_level(v, age)
    if amplitude >= 1.0:
        return drop
    return drop - 200.0 * math.log10(amplitude) if amplitude > 1e-5 else 2 * SILENCE


@njit(cache=True, nogil=True, fastmath=True)
def held_mod(v, age):
    """Modulation envelope before the release, 0 to 1; its attack is convex."""
    age -= v.mod_delay
    if age < 0.0:
        return 0.0
    if age < v.mod_attack:
        return max(0.0, 1.0 + 400.0 / SILENCE * math.log10(max(age / v.mod_attack, 1e-9)))
    age -= v.mod_attack + v.mod_hold
    if age <= 0.0:
        return 1.0
    return max(1.0 - age / v.mod_decay, v.mod_sustain) if v.mod_decay > 0.0 else v.mod_sustain


@njit(cache=True, nogil=True, fastmath=True)
def mod(v, age, off, off_value):
    """Modulation envelope, 0 to 1."""
    if age <= off:
        return held_mod(v, age)
    return max(0.0, off_value - (age - off) / v.mod_release) if v.mod_release > 0.0 else 0.0


@njit(cache=True, nogil=True, fastmath=True)
def triangle(age, delay, step):
    """A low-frequency oscillator, -1 to 1."""
    if age <= delay:
        return 0.0
    turn = (age - delay) * step + 0.25
    return 1.0 - 4.0 * abs(turn - math.floor(turn) - 0.5)


@njit(cache=True, nogil=True, fastmath=True)
def _coefficients(cents, quality, norm_gain):
    """Low-pass of two poles: b0 (= b2, half of b1), a1, a2. After R. Bristow-Johnson's cookbook."""
    frequency = min(max(8.175798915643707 * math.exp(cents * OCTAVE), 5.0), 0.45 * RATE)
    omega = 2.0 * math.pi * frequency / RATE
    alpha, cosine = math.sin(omega) / (2.0 * quality), math.cos(omega)
    norm = 1.0 / (1.0 + alpha)
    return 0.5 * (1.0 - cosine) * norm * norm_gain, -2.0 * cosine * norm, (1.0 - alpha) * norm


# no reassociation in the filter: the order of its last sums keeps one multiplication, not two, on the way from output
# to output
_IN_ORDER = {"contract", "nsz", "nnan", "ninf"}


@njit(cache=True, nogil=True, fastmath=_IN_ORDER)
def _moving_filter(source, buffer, n, past, b0, a1, a2, db0, da1, da2):
    """Filter a block while the coefficients move in straight lines; `past` is (x1, x2, y1, y2).

    The state is double, so that fading sounds never come down to denormal numbers.
    """
    x1, x2, y1, y2 = past[0], past[1], past[2], past[3]
    for k in range(n):
        x = float(source[k])
        forward = (b0 + db0 * k) * ((x + x2) + 2.0 * x1) - (a2 + da2 * k) * y2
        y = forward - (a1 + da1 * k) * y1
        x2, x1, y2, y1 = x1, x, y1, y
        buffer[k] = np.float32(y)
    past[0], past[1], past[2], past[3] = x1, x2, y1, y2


@njit(cache=True, nogil=True, fastmath=_IN_ORDER)
def _standing_filter(source, buffer, n, past, b0, a1, a2):
    """The same with coefficients that stand, four samples at a time.

    One by one, every output waits for the one before it. Here four of them come from the two before the four: first as
    if the filter had been silent (h), then with what still rings in it. What rings of y1 and y2 after k samples is
    u_k y1 + w_k y2.
    """
    x1, x2, y1, y2 = past[0], past[1], past[2], past[3]
    u1, w1 = a1 * a1 - a2, a1 * a2
    u2, w2 = a1 * (a2 - u1), a2 * a2 - a1 * w1
    u3, w3 = -a1 * u2 - a2 * u1, -a1 * w2 - a2 * w1
    fours = n // 4 * 4
    for k in range(0, fours, 4):
        i = np.uint64(k)
        xa, xb, xc, xd = float(source[i]), float(source[i + ONE]), float(source[i + TWO]), float(source[i + THREE])
        h0 = b0 * ((xa + x2) + 2.0 * x1)
        h1 = b0 * ((xb + x1) + 2.0 * xa) - a1 * h0
        h2 = b0 * ((xc + xa) + 2.0 * xb) - a2 * h0 - a1 * h1
        h3 = b0 * ((xd + xb) + 2.0 * xc) - a2 * h1 - a1 * h2
        x1, x2 = xd, xc
        buffer[i] = np.float32((h0 - a2 * y2) - a1 * y1)
        buffer[i + ONE] = np.float32((h1 + w1 * y2) + u1 * y1)
        yc, yd = (h2 + w2 * y2) + u2 * y1, (h3 + w3 * y2) + u3 * y1
        buffer[i + TWO], buffer[i + THREE] = np.float32(yc), np.float32(yd)
        y2, y1 = yc, yd
    past[0], past[1], past[2], past[3] = x1, x2, y1, y2
    if fours < n:
        _moving_filter(source[fours:], buffer[fours:], n - fours, past, b0, a1, a2, 0.0, 0.0, 0.0)


@njit(cache=True, nogil=True, fastmath=True)
def play(out, first, reading, since, ends, row, attenuations, pans, cutoffs, start, off, cut, gain, state):
    """Add a piece of one voice to a stereo sound.

    Parameters
    ----------
    out : float32 array (2, samples)
        Left and right, from sample `first` of the cue on.
    first : int
        Counted, like `start`, from where `Curves` begin.
    reading : float32 array
        What `read` made, from age `since` on.
    since, ends : int
        Age of its first sample, and age at which the recording ends (-1: it goes on).
    row : array of one `ROW`
    attenuations, pans, cutoffs : float32 arrays
        Of `Curves`.
    start : int
        Sample of the cue on which the note begins.
    off, cut : int
        Samples after `start` at which the key is released, and at which the voice is cut short.
    gain : float
        Amplitude of the track.
    state : float64 array (STATE,)
        All zeros for a new voice; brought up to date. A block that reaches beyond `out` is done again in the next
        piece, so that it is the same block however the cue is cut.

    Returns
    -------
    bool
        Whether there is no more to come.
    """
    v = row[0]
    last = first + out.shape[1]
    lefts, rights = out[0], out[1]
    buffer = np.empty(LONG, np.float32)
    delay = int(v.delay)
    off_amplitude, off_drop = _held_level(v, float(off))
    off_drop = off_drop - 200.0 * math.log10(off_amplitude) if off_amplitude > 1e-5 else 2 * SILENCE
    off_mod = held_mod(v, float(off))
    filtering = not (
        v.cutoff >= 13500.0
        and v.resonance <= 0.0
        and v.mod_env_to_filter >= 0.0
        and v.mod_lfo_to_filter == 0.0
        and cutoffs.shape[0] == 1
        and cutoffs[0] >= 0.0
    )
    moving = v.mod_env_to_filter != 0.0 or v.mod_lfo_to_filter != 0.0 or cutoffs.shape[0] > 1
    panning = pans.shape[0] > 1
    # a resonance of 0 dB has no hump, and a hump of r dB lowers the whole by r/2, as section 8.1.3 asks
    decibels = min(max(v.resonance / 10.0, 0.0), 96.0)
    quality, filter_gain = 10.0 ** ((decibels - 3.01) / 20.0), 10.0 ** (-decibels / 40.0)
    peak = math.ceil(v.delay + v.attack)
    quick = v.release < QUICK
    slow = v.release >= SLOW and v.mod_lfo_to_volume == 0.0 and v.mod_lfo_to_filter == 0.0

    begun = state[_BEGUN] == 1.0
    if not begun:
        here = float(start + delay) / BLOCK
        pan = min(max(v.pan + at(pans, here), -500.0), 500.0)
        state[_AGE] = delay
        state[_LEFT] = gain * math.cos((pan + 500.0) / 1000.0 * math.pi / 2)
        state[_RIGHT] = gain * math.sin((pan + 500.0) / 1000.0 * math.pi / 2)
        if v.attack < 1.0:
            attenuation = min(max(v.attenuation + at(attenuations, here), 0.0), 1440.0)
            state[_AMPLITUDE] = math.exp(attenuation * CENTIBEL)
    age = int(state[_AGE])
    time = start + age
    amplitude, left, right = state[_AMPLITUDE], state[_LEFT], state[_RIGHT]
    b0, a1, a2, made_for = state[_B0], state[_A1], state[_A2], state[_CENTS]
    past = state[_PAST : _PAST + 4]
    done = state[_DONE] == 1.0

    while time < last and not done:
        ripe = age - delay - since  # place in the reading
        if ripe >= reading.shape[0]:
            break
        # a block ends early where a line breaks: at the end of the attack, at note-off, at the cut
        n = BLOCK - (age - delay) % BLOCK
        if quick and age >= off:
            n = FINE - (age - delay) % FINE
        elif slow and age >= off:
            n = LONG - (age - delay) % LONG
        if age < off < age + n:
            n = off - age
        if age < peak < age + n:
            n = peak - age
        if age < cut < age + n:
            n = cut - age
        then = float(age + n)
        here = float(time + n) / BLOCK

        drop = _level(v, then, float(off), off_drop)
        mod_lfo = 0.0
        if v.mod_lfo_to_volume != 0.0 or v.mod_lfo_to_filter != 0.0:
            mod_lfo = triangle(then, v.mod_lfo_delay, v.mod_lfo_step)
        attenuation = min(max(v.attenuation + at(attenuations, here), 0.0), 1440.0)
        target = math.exp((attenuation + drop - mod_lfo * v.mod_lfo_to_volume) * CENTIBEL)
        releasing = then > off
        ending = False
        if (drop >= SILENCE and (releasing or then > v.delay + v.attack + v.hold)) or (
            releasing and target * gain < INAUDIBLE
        ):
            target, ending = 0.0, True
        if then > cut:
            target *= max(0.0, 1.0 - (then - cut) / CUT)
            ending = ending or then >= cut + CUT
        if 0 <= ends <= age - delay + n:
            ending = True

        # --- the filter
        if filtering:
            kept = past[0], past[1], past[2], past[3]
            nb0, na1, na2, cents = b0, a1, a2, made_for
            if moving or not begun:
                cents = v.cutoff + at(cutoffs, here) + mod_lfo * v.mod_lfo_to_filter
                if v.mod_env_to_filter != 0.0:
                    cents += mod(v, then, float(off), off_mod) * v.mod_env_to_filter
                if begun and abs(cents - made_for) < NUDGE:
                    cents = made_for
                else:
                    nb0, na1, na2 = _coefficients(cents, quality, filter_gain)
                if not begun:
                    b0, a1, a2 = nb0, na1, na2
            source = reading[ripe : ripe + n]
            if na1 == a1 and na2 == a2:
                _standing_filter(source, buffer, n, past, b0, a1, a2)
            else:
                _moving_filter(
                    source, buffer, n, past, b0, a1, a2, (nb0 - b0) / n, (na1 - a1) / n, (na2 - a2) / n
                )  # fmt: skip
            sound = buffer
        else:
            nb0, na1, na2, cents, kept = b0, a1, a2, made_for, (0.0, 0.0, 0.0, 0.0)
            sound = reading[ripe : ripe + n]

        # --- into the mix, along straight lines of level and place
        new_left, new_right = left, right
        if panning:
            pan = min(max(v.pan + at(pans, here), -500.0), 500.0)
            new_left = gain * math.cos((pan + 500.0) / 1000.0 * math.pi / 2)
            new_right = gain * math.sin((pan + 500.0) / 1000.0 * math.pi / 2)
        low, high = max(first - time, 0), min(n, last - time)
        l0, r0 = np.float32(amplitude * left), np.float32(amplitude * right)
        dl = np.float32((target * new_left - amplitude * left) / n)
        dr = np.float32((target * new_right - amplitude * right) / n)
        one = np.float32(low + 1)
        high = max(high, low)
        # int32, because only those become float32 eight at a time
        piece = sound[low:high]
        if left > 1e-9 or new_left > 1e-9:  # a recording of the one side is not heard on the other
            to = lefts[time + low - first : time + high - first]
            for k in range(high - low):
                to[k] += piece[k] * (l0 + dl * (one + np.float32(np.int32(k))))
        if right > 1e-9 or new_right > 1e-9:
            to = rights[time + low - first : time + high - first]
            for k in range(high - low):
                to[k] += piece[k] * (r0 + dr * (one + np.float32(np.int32(k))))
        if time + n > last:
            if filtering:
                past[0], past[1], past[2], past[3] = kept
            break
        left, right, amplitude = new_left, new_right, target
        b0, a1, a2, made_for = nb0, na1, na2, cents
        begun, done = True, ending
        age += n
        time += n

    state[_AGE], state[_AMPLITUDE], state[_LEFT], state[_RIGHT] = age, amplitude, left, right
    state[_B0], state[_A1], state[_A2], state[_CENTS] = b0, a1, a2, made_for
    state[_BEGUN], state[_DONE] = 1.0 if begun else 0.0, 1.0 if done else 0.0
    return done
