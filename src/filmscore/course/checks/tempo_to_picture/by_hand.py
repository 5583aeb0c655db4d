"""05.1 and 05.2: a tempo for three hits, found with a pencil."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...verdict import Untouched
from .asking import HAND, Ask, alike, close, fields, listed, number, numbers, off_by, settle, signed, tempo_of, tidy
from .measure import FPS, FRAME, chance, errors, worst

# ---------------------------------------------------------------- 05.1, in the lesson: First Bloom from the green tip

TIP, AFTER = 840, {936: "Jon's stop", 1056: "the bloom", 1440: "the hands"}
LIGHTS = 1704
SLOWEST, QUICKEST = 110, 130
SHARED = 24  #: the largest number of frames that goes into all three distances


def one_beat(answer: Any) -> str:
    """A beat that goes into 96, 216 and 600 frames, at a tempo from 110 to 130."""
    given = fields(answer, ("frames in a beat", "bpm"), '{"frames in a beat": …, "bpm": …}')
    length = given["frames in a beat"]
    frames = number(getattr(length, "frames", length), "frames in a beat")
    bpm = number(tempo_of(given["bpm"]), "bpm")
    if frames == bpm == 0:
        raise Untouched(f"Two zeros stand there still. {SHARED} frames go into all three distances: cut them smaller.")
    settle([_part(frames, bpm) or _units(frames, bpm) or _divides(frames, bpm)])
    counts = [(hit - TIP) / frames for hit in AFTER]
    return (
        f"{tidy(frames)} frames a beat, 1440 ÷ {tidy(frames)} = {tidy(bpm)} BPM. From the green tip Jon stops after "
        f"{tidy(counts[0])} beats, the bud opens after {tidy(counts[1])}, the hands touch after {tidy(counts[2])}, "
        f"each on its frame. The lights on {LIGHTS} were not asked: they come after {tidy((LIGHTS - TIP) / frames)}, "
        "a gift."
    )


def _part(frames: float, bpm: float) -> Ask | None:
    """The part of 24 given, a half or the second, where its length in frames is asked."""
    if not SLOWEST <= bpm <= QUICKEST or worst(errors(bpm, TIP, list(AFTER))) > 0.5:
        return None
    part = SHARED * bpm / (60 * FPS)
    if not close(frames, part, 0.01) and not close(frames, 1 / part, 0.01):
        return None
    return Ask(
        "parts taken for frames",
        f"{tidy(bpm)} fits, and you wrote {tidy(frames)} for its beat. Did you write which *part* of {SHARED} it is? "
        "Asked is how many frames that part has.",
        HAND,
    )


def _units(frames: float, bpm: float) -> Ask | None:
    if frames <= 0 or bpm <= 0:
        return Ask("no tempo", f"{tidy(frames)} frames and {tidy(bpm)} BPM: both are to be more than nothing.", HAND)
    per_minute = frames * bpm
    if close(per_minute, 60 * FPS, 1):
        return None
    if close(per_minute, 60 * FPS, 4):
        return Ask("beat and tempo disagree", f"Nearly: 1440 ÷ {tidy(frames, 3)} is not quite {tidy(bpm)}.", HAND)
    if close(per_minute, 60, 0.5):
        return Ask(
            "frames as seconds",
            f"You divided 60 by {tidy(frames)} and got {tidy(bpm)}. Sixty is the seconds in a minute, but your beat "
            "is measured in frames. How many frames does this film show in a minute?",
            HAND,
        )
    for fps, where in ((25, "European television"), (30, "American television, nearly")):
        if close(per_minute, 60 * fps, 4):
            return Ask(
                f"{fps} frames a second",
                f"{tidy(frames)} × {tidy(bpm)} = {tidy(per_minute)}: that is a minute at {fps} frames a second, "
                f"{where}. This film shows 24. How many in a minute?",
                HAND,
            )
    return Ask(
        "beat and tempo disagree",
        f"A beat of {tidy(frames)} frames and {tidy(bpm)} BPM do not belong together: {tidy(frames)} × {tidy(bpm)} = "
        f"{tidy(per_minute)}, and a minute of this film has 1440 frames.",
        HAND,
    )


def _divides(frames: float, bpm: float) -> Ask | None:
    if (
        SLOWEST <= frames <= QUICKEST
        and close(bpm, 60 * FPS / frames, 0.05)
        and close(SHARED / bpm, round(SHARED / bpm), 0.01)
    ):
        return Ask(
            "the two are swapped",
            f"You wrote {tidy(frames)} frames in a beat, five seconds, and {tidy(bpm)} BPM. Read the two names once "
            "more: which number is which?",
            HAND,
        )
    off = errors(60 * FPS / frames, TIP, list(AFTER))
    if worst(off) > 0.5:
        said = [f"{name} {signed(error)}" for name, error in zip(AFTER.values(), off, strict=True)]
        return Ask(
            "does not divide",
            f"{tidy(frames)} frames do not go into all three distances: {listed(said)}. The part you want must "
            f"divide {SHARED} without a remainder.",
            HAND,
        )
    if SLOWEST <= bpm <= QUICKEST:
        return None
    if close(frames, SHARED, 0.01):
        return Ask(
            "the divisor is not yet the beat",
            f"{SHARED} frames, 60 BPM: a second from beat to beat. It goes into all three distances, and so does "
            f"every equal part of it. Into how many parts must you cut it to get between {SLOWEST} and {QUICKEST}?",
            HAND,
        )
    if close(frames, 2, 0.01):
        return Ask(
            "parts taken for frames",
            f"2 frames are {tidy(bpm)} BPM. It is exact, and no music. Did you cut {SHARED} into two parts? Then two "
            "is how many there are. How many frames has each?",
            HAND,
        )
    faster = "slower" if bpm < SLOWEST else "faster"
    return Ask(
        "another multiple",
        f"{tidy(frames)} frames, {tidy(bpm)} BPM: exact on all three, and {faster} than asked, which is {SLOWEST} to "
        f"{QUICKEST}. Cut {SHARED} into {'more' if bpm < SLOWEST else 'fewer'} parts.",
        HAND,
    )


BEAT_HINTS = (
    "Two steps. First: which whole numbers go into 24? Then: 1440 divided by each of them.",
    "A quick tempo has a short beat. 1440 ÷ 110 and 1440 ÷ 130 tell you between how many frames and how many it lies.",
    "Cut 24 into equal parts, and into as few as you can.",
)

# ---------------------------------------------------------------- 05.2: Last Parcel from the phone on

PHONE, HITS = 900, (1116, 1259, 1548)
NAMES = ("the leap", "the splash", "the box")
LOW, HIGH = 110, 170


def three_hits(answer: Any) -> str:
    """Any tempo from 110 to 170 that has a beat within a frame of all three hits, and the beats it has there."""
    form = '{"bpm": …, "beats": [leap, splash, box]}'
    given = fields(answer, ("bpm", "beats"), form)
    bpm = number(tempo_of(given["bpm"]), "bpm")
    settle([_tempo(bpm)])
    beats = numbers(given["beats"], 3, "beats")
    settle([_counts(bpm, beats)])
    off = errors(bpm, PHONE, HITS)
    whole = close(bpm, round(bpm), 1e-6)
    on_bars = [name for name, beat in zip(NAMES, beats, strict=True) if beat % 4 == 0]
    bars = (
        f"In bars of four beats {listed(on_bars)} {'falls' if len(on_bars) == 1 else 'fall'} on a bar line. "
        if on_bars
        else "None of the three falls on a bar line of four beats: you would be hitting with weak beats. "
    )
    return (
        f"{tidy(bpm)} BPM, a beat every {tidy(60 * FPS / bpm, 3)} frames: "
        f"{listed([f'{name} {signed(e)}' for name, e in zip(NAMES, off, strict=True)])}. Of three hits thrown "
        f"anywhere *the worst* would be {off_by(chance(60 * FPS / bpm, 3))} off, on average; of yours it is "
        f"{tidy(worst(off), 1)} off. {bars}"
        + ("" if whole else "It is not a whole number, so no old metronome has it; a click has.")
    )


def _tempo(bpm: float) -> Ask | None:
    if not 0 < bpm <= 6000:
        return Ask("no tempo", f"{tidy(bpm)} beats a minute is no tempo.", HAND)
    frames = 60 * FPS / bpm
    off = errors(bpm, PHONE, HITS)
    if bpm > HIGH:
        luck = chance(frames, 3)
        return Ask(
            "a fast tempo hits everything",
            f"{tidy(bpm)} BPM has a beat every {off_by(frames)}, so no frame of any film is further than "
            f"{tidy(frames / 2, 1)} from one. Your worst error is {tidy(worst(off), 1)}; the worst of three frames "
            f"picked with closed eyes would be {tidy(luck, 1)} off on average. Stay between {LOW} and {HIGH}.",
            HAND,
        )
    if bpm < 20 and close(bpm * frames, 60 * FPS, 1) and worst(errors(bpm * FPS, PHONE, HITS)) <= FRAME:
        return Ask(
            "frames as seconds",
            f"{tidy(bpm)} is 60 divided by the frames of your beat: that counts frames as seconds. The beat itself "
            "may well be right. How many frames go by in a minute?",
            HAND,
        )
    if bpm < LOW:
        return Ask(
            "slower than the chase",
            f"{tidy(bpm)} BPM lies under {LOW}. If its beat of {tidy(frames, 1)} frames meets the hits, so does half "
            "of it, or a third.",
            HAND,
        )
    if worst(off) <= FRAME + 0.005:
        return None
    if worst(errors(bpm, PHONE, HITS, 25)) <= FRAME + 0.005:
        return Ask(
            "25 frames a second",
            f"{tidy(bpm)} would fit if this film showed 25 frames a second: 1500 a minute. It shows 24. Your beat in "
            "frames may stay; divide again.",
            HAND,
        )
    if worst(errors(bpm, 0, HITS)) <= FRAME + 0.005:
        return Ask(
            "counts from the film's first frame",
            f"{tidy(bpm)} meets 1116, 1259 and 1548 counted from frame 0. The first beat is on the phone, {PHONE}: "
            f"take {PHONE} off each before you look for what divides them.",
            HAND,
        )
    said = listed([f"{name} {signed(e)}" for name, e in zip(NAMES, off, strict=True)])
    return Ask(
        "more than a frame off",
        f"At {tidy(bpm)} BPM a beat lasts {tidy(frames)} frames, and you have {said}. Asked is one frame or less. "
        "Which of the three distances could you round, by a frame, so that all share a divisor?",
        HAND,
    )


def _counts(bpm: float, beats: Sequence[float]) -> Ask | None:
    frames = 60 * FPS / bpm
    right = [round((hit - PHONE) / frames) for hit in HITS]
    if alike(beats, right, 0.01):
        return None
    if alike(beats, [n + 1 for n in right], 0.01):
        return Ask(
            "the first beat counted as one",
            f"You have {_row(beats)}, each one more than have gone by. On the phone itself no beat has passed yet: "
            f"after {right[0]} of them, {tidy(right[0] * frames, 1)} frames on, she leaps. Musicians call that beat "
            f"number {right[0] + 1}; here it is asked how many lie between.",
            HAND,
        )
    if alike(beats, [n / 4 for n in right], 0.26):
        return Ask("bars, not beats", f"{_row(beats)} are bars of four. Asked are beats.", HAND)
    if alike(beats, [(hit - PHONE) / frames for hit in HITS], 0.06):
        return Ask(
            "a hit has no fraction of a beat",
            f"{_row(beats)} are the hits, measured in beats. The click comes on whole ones: which beat is nearest to "
            "each?",
            HAND,
        )
    if alike(beats, [hit - PHONE for hit in HITS], 1.01) or alike(beats, HITS, 1.01):
        return Ask(
            "frames, not beats", f"{_row(beats)} are frames. Divide by the {tidy(frames)} frames of a beat.", HAND
        )
    if alike(beats, [hit / frames for hit in HITS], 0.6):
        return Ask(
            "counts from the film's first frame",
            f"{_row(beats)} beats lie between frame 0 and the hits. The first beat is on {PHONE}.",
            HAND,
        )
    wrong = next(i for i in range(3) if not close(beats[i], right[i], 0.01))
    at = PHONE + beats[wrong] * frames
    return Ask(
        "another beat",
        f"{tidy(beats[wrong])} beats of {tidy(frames)} frames after {PHONE} is frame {tidy(at, 1)}; {NAMES[wrong]} "
        f"is on {HITS[wrong]}.",
        HAND,
    )


def _row(values: Sequence[float]) -> str:
    return listed([tidy(v) for v in values])


HITS_HINTS = (
    "Begin with the distances from the phone, not with the frames. There are three subtractions.",
    "Two of the three distances have many divisors. The third has none to speak of, and its two neighbours do: "
    "allow it a frame.",
    "Look for the greatest number that goes into all three then. It is far too slow for a beat; an equal part of "
    "it, of nine to thirteen frames, is not.",
)
