"""05.8: The Log, where the best steady tempo is not good enough. Facts are checked; the argument is for a reader."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import open_film
from ...reasons import ask_for_more, quoted, thin, vocabulary
from ...verdict import Untouched
from .asking import FREE, SEARCH, Ask, close, fields, key_of, listed, number, off_by, sentence, settle, tempo_of, tidy
from .measure import FPS, FRAME, chance, errors, rms, worst

FILM, START = "the-log", 264
HITS = (540, 660, 742, 912, 1003, 1130, 1211, 1391, 1440)
SLOW, QUICK = 50, 140
#: the best steady tempo between them, held against a search in the tests
BEST, LEAST = 126.41, 2.70
#: what the best tempo between them comes to for nine frames picked with closed eyes, on average; also in the tests
SEARCHED = 2.9
MUSTS = (1003, 1211, 1440)
MOST = 5  #: streamers in 49 seconds; more, and the conductor watches nothing else
TIMINGS = ("free", "click")
_COUNTING = vocabulary(
    """
    accurate accuracy beat beats best bpm click clicks conductor count counted counting counts error errors frame frames
    free freely hit hits late early line lines map max maximum miss misses off pulse pulses rms steady streamer
    streamers tempo tempos timing worse
    """
)


def the_log(answer: Any) -> str:
    """The best tempo and its error, the choice, the frames a conductor must meet, and a reason."""
    form = '{"best bpm": …, "max error": …, "timing": "free", "streamers": [1003, …], "because": "…"}'
    given = fields(answer, ("best bpm", "max error", "timing", "streamers", "because"), form)
    bpm, error = number(tempo_of(given["best bpm"]), "best bpm"), number(given["max error"], "max error")
    timing = key_of(given["timing"])
    timing = {"free timing": "free", "free time": "free", "no click": "free"}.get(timing, timing)
    if timing not in TIMINGS:
        raise FilmScoreError(f"{shown(given['timing'], 30)} is no timing this task knows: {' or '.join(TIMINGS)}.")
    if bpm == error == 0:
        raise Untouched("Two zeros stand there still: the best tempo from the search, and how far off it is.")
    settle([_tempo(bpm)])
    settle([_error(bpm, abs(error))])
    frames = _frames(given["streamers"])
    because = sentence(given["because"], "because")
    settle([_trusts(timing, bpm), _streamers(frames), _reason(because)])
    beat = 60 * FPS / bpm
    return "\n\n".join(
        [
            f"{tidy(bpm)} BPM is {tidy(worst(errors(bpm, START, HITS)), 1)} frames off at the worst. Nine frames "
            f"picked with closed eyes would be {tidy(chance(beat, 9), 1)} off at *one* tempo; a search for them ends "
            f"near {tidy(SEARCHED, 1)}. There is little in it. "
            f"{_on_lines(bpm)} Nobody is counting on that island.",
            f"Streamers on {listed([str(n) for n in frames])}: one every "
            f"{tidy((1584 - START) / FPS / len(frames), 0)} seconds, and between them time belongs to whoever "
            "conducts."
            + (
                " The gull is among them. It is a joke, and a streamer makes it an appointment: did you mean that?"
                if any(abs(n - 540) <= 2 for n in frames)
                else ""
            ),
            f"You say: {quoted(because, 120)} A machine counts; whether it is an argument is for your reader.",
        ]
    )


def _on_lines(bpm: float) -> str:
    bar = 4 * 60 * FPS / bpm
    met = [hit for hit in HITS if abs(round((hit - START) / bar) * bar - (hit - START)) <= FRAME]
    how = f"{listed([str(n) for n in met])} {'lies' if len(met) == 1 else 'lie'}" if met else "none of them lies"
    return f"Counted in bars of four from 264, {how} on a bar line within a frame."


def _tempo(bpm: float) -> Ask | None:
    if not 0 < bpm < 6000:
        return Ask("no tempo", f"{tidy(bpm)} beats a minute is no tempo.", SEARCH)
    off = worst(errors(bpm, START, HITS))
    beat = 60 * FPS / bpm
    if bpm > QUICK + 0.005:
        return Ask(
            "a fast tempo hits everything",
            f"{tidy(bpm)} BPM, {off_by(off)} off: the range ends at {QUICK}. A beat every {off_by(beat)} "
            f"comes near to anything; the worst of nine random frames would be {tidy(chance(beat, 9), 1)} off.",
            SEARCH,
        )
    if bpm < SLOW - 0.005:
        return Ask("outside the range", f"{tidy(bpm)} BPM lies under {SLOW}, where the search begins.", SEARCH)
    if off <= LEAST + 0.05:
        return None
    if worst(errors(bpm, START, (1003, 1211, 1440))) <= 1.5:
        return Ask(
            "searched with the musts alone",
            f"{tidy(bpm)} BPM does well by 1003, 1211 and 1440. The task has nine hits; over all of them it is "
            f"{tidy(off, 1)} frames off.",
            SEARCH,
        )
    if worst(errors(bpm, 0, HITS)) < LEAST + 0.3:
        return Ask(
            "counts from the film's first frame",
            f"{tidy(bpm)} BPM does well from frame 0. From {START}, where the page is turned, it is {tidy(off, 1)} "
            f"frames off: start={START}.",
            SEARCH,
        )
    whole = close(bpm, round(bpm), 1e-6)
    return Ask(
        "only whole numbers tried" if whole else "not the best tempo",
        f"{tidy(bpm)} BPM is {off_by(off)} off at the worst. There is a better one between {SLOW} and {QUICK}"
        + (", and it is not a whole number." if whole else "; which one, fs.find_tempo can prove."),
        SEARCH,
    )


def _error(bpm: float, error: float) -> Ask | None:
    off = worst(errors(bpm, START, HITS))
    if close(error, off, 0.051):
        return None
    if close(error, off / FPS, 0.006):
        return Ask("seconds, not frames", f"{tidy(error, 3)} is the error in seconds. Frames: × 24.", SEARCH)
    if close(error, off / FPS * 1000, 2):
        return Ask("milliseconds, not frames", f"{tidy(error)} is the error in milliseconds.", SEARCH)
    if close(error, rms(errors(bpm, START, HITS)), 0.06):
        return Ask(
            "the RMS, not the maximum",
            f"{tidy(error)} is the RMS at {tidy(bpm)} BPM. The maximum is the one hit that is furthest off.",
            SEARCH,
        )
    if close(error, chance(60 * FPS / bpm, len(HITS)), 0.06):
        return Ask(
            "chance, not the error",
            f"{tidy(error)} is what chance gives. The error stands in the column before it.",
            SEARCH,
        )
    return Ask(
        "another error",
        f"You give {off_by(error, 2)} as the largest error. At {tidy(bpm)} BPM from {START} it is another number: "
        "is it of the same search, with all nine hits?",
        SEARCH,
    )


def _trusts(timing: str, bpm: float) -> Ask | None:
    if timing == "free":
        return None
    off = errors(bpm, START, HITS)
    far = max(range(len(HITS)), key=lambda i: abs(off[i]))
    return Ask(
        "trusts the best steady tempo",
        f"{tidy(bpm)} BPM is the best there is, and still {tidy(worst(off), 1)} frames off, at {HITS[far]}. "
        f"{_on_lines(bpm)} A click would ask the players to be exact about nothing. What could hold them together "
        "without one?",
        FREE,
    )


def _frames(value: Any) -> list[int]:
    if not isinstance(value, list | tuple | set):
        value = [value]
    film = open_film(FILM)
    return sorted({film.frame(v, "streamer") for v in list(value)[:200]})


def _streamers(frames: list[int]) -> Ask | None:
    if len(frames) > MOST:
        return Ask(
            "catches everything",
            f"{len(frames)} streamers in {tidy((1584 - START) / FPS, 0)} seconds. A conductor who meets a line every "
            f"{tidy((1584 - START) / FPS / len(frames), 0)} seconds is a click in a coat. Which {len(frames) - MOST} "
            "may pass unmet?",
            FREE,
        )
    if len(frames) < 2:
        return Ask(
            "free is not aimless",
            f"{len(frames) or 'No'} streamer{'s' * (len(frames) != 1)} from {START} to the end. Free timing has no "
            "beat, but it has appointments. Which frames must not be missed, whatever happens between?",
            FREE,
        )
    if frames[0] < START:
        return Ask(
            "a streamer before the cue",
            f"Your streamer on {frames[0]} arrives before the cue begins, on {START}.",
            FREE,
        )
    film = open_film(FILM)
    known = sorted({event.frame for event in film.events} | {shot.start for shot in film.shots})
    for frame in frames:
        near = min(known, key=lambda k: abs(k - frame))
        if abs(near - frame) > 2:
            return Ask(
                "a streamer to nothing",
                f"One of your streamers lands on {frame}. Nothing happens there; the nearest event or cut is {near}. "
                "Is it a slip of the pen?",
                FREE,
            )
    if not any(abs(frame - must) <= 2 for frame in frames for must in MUSTS):
        return Ask(
            "no must is met",
            f"Your streamers: {listed([str(n) for n in frames])}. Three frames of this film are musts: the lamp "
            "dies, the line can be read, the lamp comes back. None of the three is among yours. Which would the "
            "audience miss?",
            FREE,
        )
    return None


def _reason(because: str) -> Ask | None:
    kind = thin(because, also=_COUNTING)
    if not kind:
        return None
    question = (
        "The number says that a click would be late. It does not say why this film should not be counted. What "
        "would a steady beat tell Ivo, or us, that we are not to know?"
    )
    return Ask(f"no reason: {kind}", ask_for_more(kind, because, question, beside="scene"), FREE)


HINTS = (
    "fs.find_tempo(hits, 50, 140, start=264).best has both numbers. The nine hits stand in the text.",
    "For the streamers ask what you asked in lesson 03: if it were missed by a second, would the scene lose its sense?",
    "For the reason, put a click on it with fs.click_track and watch the pen write by itself. What does the click "
    "seem to know?",
)
