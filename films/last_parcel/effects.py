"""Last Parcel, guide sound: every effect on its frame, how loud, where, and in which room."""

from dataclasses import dataclass
from importlib import import_module

from films.toolkit import sound as snd

from . import crashes, foley


@dataclass(frozen=True)
class Effect:
    """One sound on one frame.

    `peak` is dBFS before the room, `wet` dB of room around it (None: dry, or already stereo), `pan` -1 left to 1
    right. A `strong` effect can be found on its frame in the finished mix, the others on their own bus.
    """

    frame: int
    label: str
    make: foley.Maker
    peak: float
    pan: float = 0.0
    wet: float | None = -14.0
    room: str = "street"
    bus: str = "effects"
    strong: bool = False


def footsteps() -> tuple[Effect, ...]:
    """Every foot that is seen to come down, from the shots themselves."""
    rows = []
    blows = [e.frame for e in EFFECTS if e.strong]  # what comes just before a blow is lost in it
    for number in range(2, 11):
        shot = import_module(f"films.last_parcel.shot_{number:02d}")
        room = "street" if number < 6 else "shed" if number == 7 else "canal" if number < 10 else "stairs"
        for who, frames in getattr(shot, "STEPS", {}).items():
            for f in frames:
                if not shot.START <= f < shot.END or any(0 < blow - f <= 3 for blow in blows):
                    continue
                ground, place = "stone", room
                if number == 7:
                    ground, place = ("wood", "shed") if f < 990 or who == "guard" else ("stone", "canal")
                if number == 8 and who == "pia" and f > 1138:
                    ground = "wood"
                heavy, peak = (1.3, -28.0) if who == "guard" else (0.6, -29.0)
                if number == 10:
                    heavy, peak = 0.35, -31.0
                if number == 5 and f > 600:
                    peak -= 4
                rows.append(
                    Effect(
                        f,
                        f"{who}'s step",
                        foley.step(heavy, ground),
                        peak,
                        -0.35 if who == "guard" else 0.1,
                        -15,
                        place,
                        "steps",
                    )
                )
    return tuple(rows)


BELLS = (
    (462, 1.04, -27),
    (469, 1.04, -24.5),
    (476, 1.04, -22),
    (483, 1.04, -20),
    (490, 1.035, -18.5),
    (502, 0.965, -22),
    (511, 0.96, -27),
)
RINGS = (
    (900, 16, -15, 0.0),
    (921, 12, -18, 0.05),
    (956, 14, -22, 0.15),
    (974, 8, -26, 0.35),
)  # frame, frames, dBFS, pan
BREATHS = (
    (714, True, -38),
    (727, False, -40),
    (803, False, -37),
    (860, True, -38),
    (875, True, -41),
    (891, False, -42),
)


def blow(low: float, db_splinters: float, count: int, seconds: float) -> foley.Maker:
    """A boot against a door: boards, the weight behind it, splinters."""
    return foley.joined(
        (0, 0, foley.wood(0.45, low, 0.11)),
        (0, -4, lambda r: foley.thump(r, 0.32, 40, 160, 0.18)),
        (0, db_splinters, foley.splinter(seconds, count)),
    )


LEAP = foley.joined(
    (0, 0, foley.step(1.5)), (0, -3, foley.wood(0.16, 240, 0.04)), (0.02, -5, foley.rush(0.75, 250, 2200))
)
LANDS = foley.joined(
    (0, 0, foley.wood(0.5, 88, 0.16)), (0, -3, foley.step(1.4, "wood")), (0.1, -12, foley.creak(0.5, 20, 32))
)
FALLS = foley.joined((0, 0, foley.step(1.4)), (0.03, -6, foley.cloth(0.4)))
OUT = foley.joined((0, 0, foley.step(1.4)), (0.01, -8, lambda r: snd.grains(0.3, 30, r, hz=(2500, 8000))))
HAS_IT = foley.joined((0, 0, lambda r: foley.thump(r, 0.14, 150, 1100, 0.06)), (0.01, -8, foley.cloth(0.25)))
JUMPS = foley.joined((0, 0, foley.step(1.6)), (0.02, -7, foley.rush(0.45, 200, 1500, 0.4)))
COMES_UP = foley.joined((0, 0, foley.slosh(0.9)), (0.1, -6, foley.breath(0.5, size=0.86)))

EFFECTS: tuple[Effect, ...] = (
    Effect(62, "paper", foley.cloth(0.3, 6000), -38, 0.1),
    Effect(96, "whistle", foley.whistle, -17, -0.4, -10, strong=True),
    Effect(98, "she starts", foley.cloth(0.3), -33, 0.3),
    Effect(113, "she is off", foley.rush(0.35), -30, 0.35),
    Effect(250, "she springs", foley.rush(0.3), -27, 0.05),
    Effect(257, "vault", foley.vault, -15, 0.0, -12, strong=True),
    Effect(270, "she lands", foley.step(1.2), -18, 0.1, -13),
    Effect(376, "crates", crashes.crates, -13, wet=None, strong=True),
    *(Effect(f, "tram bell", crashes.bell(shift), peak, 0.1 if f < 495 else -0.5, -10) for f, shift, peak in BELLS),
    Effect(467, "the tram comes", crashes.tram_comes, -27, wet=None),
    Effect(487, "she dives", foley.rush(0.35), -26, 0.0),
    Effect(495, "tram near-miss", crashes.tram_passes, -12, wet=None, strong=True),
    Effect(503, "she falls", FALLS, -20, 0.2),
    Effect(549, "she gets up", foley.cloth(0.5), -32, 0.2),
    Effect(640, "the shed's door opens", foley.creak(0.45, 34, 60), -27, 0.15, -14),
    Effect(686, "the door swings", foley.creak(0.32, 60, 90), -32, 0.15, -14),
    Effect(697, "door shuts", foley.door_slam, -11, 0.1, -16, strong=True),
    *(
        Effect(f, "breath", foley.breath(0.62 if out else 0.42, out), peak, 0.05, -20, "shed")
        for f, out, peak in BREATHS
    ),
    *(
        Effect(f, "boots outside", foley.step(1.3, "behind"), -33, 0.5 - 0.02 * (f - 806), -10, "shed")
        for f in (806, 820, 834, 848)
    ),
    *(
        Effect(f, "telephone", foley.ring(long), peak, pan, -12, "shed", strong=f == 900)
        for f, long, peak, pan in RINGS
    ),
    Effect(901, "she starts", foley.breath(0.25), -26, 0.05, -18, "shed"),
    Effect(911, "boots turn", foley.step(1.3, "behind"), -24, -0.3, -12, "shed"),
    Effect(918, "boots turn", foley.step(1.3, "behind"), -23, -0.4, -12, "shed"),
    Effect(936, "kick", blow(84, -8, 18, 0.3), -13, -0.6, -14, "shed", strong=True),
    Effect(950, "the door goes", blow(76, -3, 90, 0.9), -12, -0.5, -14, "shed", strong=True),
    Effect(962, "the door lies", foley.wood(0.4, 130), -19, -0.3, -14, "shed"),
    Effect(968, "a crate under her foot", foley.wood(0.25, 190, 0.05), -22, 0.5, -15, "shed"),
    Effect(977, "she dives", foley.rush(0.25), -27, 0.6, -16, "shed"),
    Effect(984, "glass", crashes.glass, -12, wet=None, strong=True),
    Effect(996, "she lands", OUT, -18, 0.3, -16, "canal"),
    Effect(1116, "leap", LEAP, -15, 0.0, -16, "canal", strong=True),
    Effect(1138, "she lands on wood", LANDS, -14, 0.1, -14, "canal", strong=True),
    Effect(1141, "the box flies", foley.rush(0.45, 500, 3800, 0.4), -31, 0.15, -18, "canal"),
    Effect(1142, "the barge dips", foley.slosh(1.1), -28, 0.1, None),
    Effect(1160, "she has it", HAS_IT, -22, 0.2, -16, "canal"),
    Effect(1170, "she breathes out", foley.breath(0.8, True), -35, 0.2, -18, "canal"),
    Effect(1192, "he skids", lambda r: snd.grains(0.4, 80, r, hz=(900, 4800), crowd=1.3), -25, -0.6, -15, "canal"),
    Effect(1247, "he jumps", JUMPS, -20, -0.35, -15, "canal"),
    Effect(1259, "splash", crashes.splash, -12, wet=None, strong=True),
    Effect(1290, "he comes up", COMES_UP, -25, -0.3, -16, "canal"),
    Effect(1308, "he thrashes", foley.slosh(1.4, 2000), -30, -0.35, None),
    *(
        Effect(f, "knock", foley.knock, peak, 0.15, -11, "stairs", strong=f == 1404)
        for f, peak in ((1404, -18), (1410, -19.5), (1416, -18.5))
    ),
    Effect(1394, "she breathes out", foley.breath(0.6, True), -37, 0.0, -16, "stairs"),
    Effect(1426, "she sets herself right", foley.cloth(0.35), -38, 0.1, -16, "stairs"),
    Effect(1431, "the lock", foley.latch, -25, 0.2, -12, "stairs"),
    Effect(1435, "the door opens", foley.creak(0.55, 22, 40, (280, 520, 910)), -36, 0.2, -12, "stairs"),
    Effect(1503, "she kneels", foley.cloth(0.6), -37, 0.0, -16, "stairs"),
    Effect(1548, "box opened", foley.lid, -19, 0.05, -18, "stairs", strong=True),
    Effect(1559, "the walls fall open", foley.flop, -27, 0.05, -18, "stairs"),
    Effect(1568, "she breathes out", foley.breath(0.7, True), -36, -0.2, -16, "stairs"),
    Effect(1582, "the lid is put down", foley.wood(0.14, 330, 0.03), -34, 0.35, -16, "stairs"),
    Effect(1602, "the child breathes in", foley.breath(0.4, size=1.3), -38, 0.2, -16, "stairs"),
    Effect(1640, "match", foley.match, -22, 0.1, -18, "stairs", strong=True),
    Effect(1656, "the wick takes it", foley.catch, -35, 0.05, -18, "stairs"),
    Effect(1673, "the match is shaken out", foley.rush(0.2, 900, 5200), -37, 0.2, -18, "stairs"),
)
