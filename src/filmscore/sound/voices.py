"""One voice: a sample read at a pitch, through its filter and envelopes, added to the mix. Compiled by numba.

Everything here runs once per sample or once per block of 64, for thousands of notes. Blocks are
counted from the note's own first sample, so a note starts on its sample and not on a grid.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit

RATE = 48000.0

#: samples over which envelopes, oscillators and control curves are drawn as straight lines (1.3 ms)
BLOCK = 64

#: range of the volume envelope in centibels: FluidSynth's 96 dB, by which people tune their fonts
SILENCE = 960.0

#: a voice in its release, or faded out by its controllers, ends below this amplitude, -94 dB;
#: recordings lie some 10 dB under full scale themselves, so what is lost is beneath 16 bits
INAUDIBLE = 2e-5

#: exponents per cent of pitch and per centibel of level, for exp()
OCTAVE, CENTIBEL = math.log(2.0) / 1200.0, -math.log(10.0) / 200.0

#: a voice cut short by another of its exclusive class fades over this many samples (20 ms)
CUT = 960

#: the last samples of a recording that simply ends are faded, lest it click
LAST = 32


ONE, TWO = np.uint64(1), np.uint64(2)
HALF, ONE_AND_HALF = np.float32(0.5), np.float32(1.5)


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


class Curves(NamedTuple):
    """What moves while a voice sounds: one float32 value per block of the cue, or a single one if it stands still."""

    attenuation: np.ndarray
    pan: np.ndarray
    pitch: np.ndarray
    cutoff: np.ndarray
    vib_to_pitch: np.ndarray
    mod_to_pitch: np.ndarray


@njit(cache=True, nogil=True, inline="always")
def _at(curve, place):
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
    return drop - 200.0 * math.log10(amplitude) if amplitude > 1e-5 else 2 * SILENCE


@njit(cache=True, nogil=True, fastmath=True)
def _held_mod(v, age):
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
def _mod(v, age, off, off_value):
    if age <= off:
        return _held_mod(v, age)
    return max(0.0, off_value - (age - off) / v.mod_release) if v.mod_release > 0.0 else 0.0


@njit(cache=True, nogil=True, fastmath=True)
def _triangle(age, delay, step):
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


# no reassociation here: the order of the last sum keeps one multiplication, not two, on the way from output to output
@njit(cache=True, nogil=True, fastmath={"contract", "nsz", "nnan", "ninf"})
def _filter(buffer, n, past, b0, a1, a2, db0, da1, da2):
    """Filter a block in place while the coefficients move in straight lines; `past` is (x1, x2, y1, y2).

    The state is double, so that fading sounds never come down to denormal numbers.
    """
    x1, x2, y1, y2 = past[0], past[1], past[2], past[3]
    for k in range(n):
        x = float(buffer[k])
        forward = (b0 + db0 * k) * ((x + x2) + 2.0 * x1) - (a2 + da2 * k) * y2
        y = forward - (a1 + da1 * k) * y1
        x2, x1, y2, y1 = x1, x, y1, y
        buffer[k] = np.float32(y)
    past[0], past[1], past[2], past[3] = x1, x2, y1, y2


@njit(cache=True, nogil=True, fastmath=True)
def play(out, data, guard, v, curves, start, off, cut, gain):
    """Add one voice to a stereo sound.

    Parameters
    ----------
    out : float32 array (2, samples)
        Left and right, from the start of the cue.
    data : float32 array
        The recording, with `guard` zeros on either side.
    v : Voice
    curves : Curves
    start : int
        Sample of the cue on which the note begins.
    off, cut : int
        Samples after `start` at which the key is released, and at which the voice is cut short.
    gain : float
        Amplitude of the track.

    Returns
    -------
    int
        Sample of the cue after the voice's last.
    """
    total = out.shape[1]
    lefts, rights = out[0], out[1]
    buffer = np.empty(BLOCK, np.float32)
    position = v.first + guard
    end = v.last + guard
    loop_start, loop_end = v.loop_start + guard, v.loop_end + guard
    loop_length = loop_end - loop_start
    off_amplitude, off_drop = _held_level(v, float(off))
    off_drop = off_drop - 200.0 * math.log10(off_amplitude) if off_amplitude > 1e-5 else 2 * SILENCE
    off_mod = _held_mod(v, float(off))
    filtering = not (
        v.cutoff >= 13500.0
        and v.resonance <= 0.0
        and v.mod_env_to_filter >= 0.0
        and v.mod_lfo_to_filter == 0.0
        and curves.cutoff.shape[0] == 1
        and curves.cutoff[0] >= 0.0
    )
    moving = v.mod_env_to_filter != 0.0 or v.mod_lfo_to_filter != 0.0 or curves.cutoff.shape[0] > 1
    panning = curves.pan.shape[0] > 1

    age = int(v.delay)
    time = start + age
    here = float(time) / BLOCK
    pan = min(max(v.pan + _at(curves.pan, here), -500.0), 500.0)
    left = gain * math.cos((pan + 500.0) / 1000.0 * math.pi / 2)
    right = gain * math.sin((pan + 500.0) / 1000.0 * math.pi / 2)
    amplitude = 0.0
    if v.attack < 1.0:
        attenuation = min(max(v.attenuation + _at(curves.attenuation, here), 0.0), 1440.0)
        amplitude = math.exp(attenuation * CENTIBEL)
    step = -1.0
    b0, a1, a2 = 1.0, 0.0, 0.0
    past = np.zeros(4)
    # a resonance of 0 dB has no hump, and a hump of r dB lowers the whole by r/2, as section 8.1.3 asks
    decibels = min(max(v.resonance / 10.0, 0.0), 96.0)
    quality, filter_gain = 10.0 ** ((decibels - 3.01) / 20.0), 10.0 ** (-decibels / 40.0)
    peak = math.ceil(v.delay + v.attack)
    first_block = True
    done = False

    while time < total and not done:
        # a block ends early where a line breaks: at the end of the attack, at note-off and at the cut
        n = min(BLOCK, total - time)
        if age < off < age + n:
            n = off - age
        if age < peak < age + n:
            n = peak - age
        if age < cut < age + n:
            n = cut - age
        then = float(age + n)
        here = float(time + n) / BLOCK

        drop = _level(v, then, float(off), off_drop)
        mod_lfo = _triangle(then, v.mod_lfo_delay, v.mod_lfo_step)
        attenuation = min(max(v.attenuation + _at(curves.attenuation, here), 0.0), 1440.0)
        target = math.exp((attenuation + drop - mod_lfo * v.mod_lfo_to_volume) * CENTIBEL)
        releasing = then > off
        if (drop >= SILENCE and (releasing or then > v.delay + v.attack + v.hold)) or (
            releasing and target * gain < INAUDIBLE
        ):
            target, done = 0.0, True
        if then > cut:
            target *= max(0.0, 1.0 - (then - cut) / CUT)
            done = done or then >= cut + CUT

        mod_env = _mod(v, then, float(off), off_mod)
        cents = (
            _at(curves.pitch, here)
            + mod_env * v.mod_env_to_pitch
            + mod_lfo * (v.mod_lfo_to_pitch + _at(curves.mod_to_pitch, here))
            + _triangle(then, v.vib_lfo_delay, v.vib_lfo_step) * (v.vib_lfo_to_pitch + _at(curves.vib_to_pitch, here))
        )
        next_step = v.step * math.exp(cents * OCTAVE) if cents != 0.0 else v.step
        if step < 0.0:
            step = next_step
        slope = (next_step - step) / n

        # --- the recording, by cubic interpolation (Catmull-Rom) between its four nearest samples
        looping = v.loop_mode == 1.0 or (v.loop_mode == 3.0 and age < off)
        limit = loop_end - 2.0 if looping else end - LAST - 2.0
        fastest = max(step, next_step)
        j = 0
        while j < n:
            m = min(int((limit - position) / fastest), n - j) if position < limit else 0
            if m > 0:
                for k in range(m):
                    place = position + k * (step + 0.5 * slope * (k - 1))
                    whole = np.int32(place)
                    i = np.uint64(whole)  # unsigned: no look whether it counts from the end
                    f = np.float32(place - whole)
                    x0, x1, x2, x3 = data[i - ONE], data[i], data[i + ONE], data[i + TWO]
                    c1 = HALF * (x2 - x0)
                    c3 = ONE_AND_HALF * (x1 - x2) + HALF * (x3 - x0)
                    c2 = x0 - x1 + c1 - c3
                    buffer[np.uint64(j + k)] = ((c3 * f + c2) * f + c1) * f + x1
                position += m * (step + 0.5 * slope * (m - 1))
                step += slope * m
                j += m
            if j < n:  # near the end of the loop or of the recording: one at a time, with a look round the corner
                if looping and position >= loop_end:
                    while position >= loop_end:
                        position -= loop_length
                    continue
                if position >= end:
                    buffer[j:n] = np.float32(0.0)
                    done = True
                    break
                i = int(position)
                f = np.float32(position - i)
                i2, i3 = i + 1, i + 2
                if looping:
                    while i2 >= loop_end:
                        i2 -= int(loop_length)
                    while i3 >= loop_end:
                        i3 -= int(loop_length)
                x0, x1, x2, x3 = data[i - 1], data[i], data[i2], data[i3]
                c1 = HALF * (x2 - x0)
                c3 = ONE_AND_HALF * (x1 - x2) + HALF * (x3 - x0)
                c2 = x0 - x1 + c1 - c3
                s = ((c3 * f + c2) * f + c1) * f + x1
                if not looping:
                    s *= np.float32(min(1.0, max(0.0, (end - position) / LAST)))
                buffer[j] = s
                position += step
                step += slope
                j += 1
        step = next_step

        # --- the filter
        if filtering:
            nb0, na1, na2 = b0, a1, a2
            if first_block or moving:
                cutoff = v.cutoff + _at(curves.cutoff, here) + mod_env * v.mod_env_to_filter
                nb0, na1, na2 = _coefficients(cutoff + mod_lfo * v.mod_lfo_to_filter, quality, filter_gain)
                if first_block:
                    b0, a1, a2 = nb0, na1, na2
            _filter(buffer, n, past, b0, a1, a2, (nb0 - b0) / n, (na1 - a1) / n, (na2 - a2) / n)
            b0, a1, a2 = nb0, na1, na2
        first_block = False

        # --- into the mix, along straight lines of level and place
        new_left, new_right = left, right
        if panning:
            pan = min(max(v.pan + _at(curves.pan, here), -500.0), 500.0)
            new_left = gain * math.cos((pan + 500.0) / 1000.0 * math.pi / 2)
            new_right = gain * math.sin((pan + 500.0) / 1000.0 * math.pi / 2)
        l0, r0 = np.float32(amplitude * left), np.float32(amplitude * right)
        dl = np.float32((target * new_left - amplitude * left) / n)
        dr = np.float32((target * new_right - amplitude * right) / n)
        to_left, to_right = lefts[time : time + n], rights[time : time + n]
        for k in range(n):
            to_left[k] += buffer[k] * (l0 + dl * np.float32(k + 1))
        for k in range(n):
            to_right[k] += buffer[k] * (r0 + dr * np.float32(k + 1))
        left, right, amplitude = new_left, new_right, target
        age += n
        time += n
    return time
