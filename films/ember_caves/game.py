"""The game itself: a hand on a controller, a lamplighter, and what follows the light. Picture, sound and trace obey it.

240 steps a second, so that a frame is 10 steps and a tenth of a second is 24. Frame f shows the world in the middle of
its exposure, step 10 f + 5: what happens at 14.3 s is first seen on frame 343, the nearest to 343.2. Lengths are
metres, times seconds; the same steps come out on every run.
"""

from dataclasses import dataclass, field
from functools import cache

HZ = 240
FPS = 24
PER_FRAME = HZ // FPS
FRAMES = 2160
STEPS = FRAMES * PER_FRAME

# What the player does with the controller: (seconds, button, how far the stick is pushed in metres a second).
INPUT = (
    (0.0, "walk", 1.10),
    (3.60, "stop", 0.0),  # the flame gutters
    (4.10, "cup", 0.0),
    (7.25, "stand", 0.0),
    (7.65, "walk", 1.15),
    (15.05, "stop", 0.0),  # was that an echo?
    (15.50, "look", 0.0),
    (17.20, "stand", 0.0),
    (17.50, "walk", 1.15),
    (20.30, "stop", 0.0),
    (20.65, "left", 0.0),
    (20.90, "reach", 0.0),  # the lamp held out to the dark behind
    (23.00, "stand", 0.0),
    (23.10, "right", 0.0),
    (23.35, "walk", 1.75),
    (28.35, "stop", 0.0),
    (28.90, "left", 0.0),
    (29.30, "ready", 0.0),
    (32.05, "guard", 0.0),
    (35.40, "swing", 0.0),
    (37.70, "swing", 0.0),  # at nothing: the light is wasted
    (43.60, "rise", 0.0),
    (46.05, "guard", 0.0),
    (46.40, "swing", 0.0),
    (50.00, "swing", 0.0),
    (53.45, "guard", 0.0),
    (58.10, "heavy", 0.0),
    (60.95, "stand", 0.0),
    (62.20, "right", 0.0),
    (62.80, "walk", 1.10),
    (74.88, "stop", 0.0),
)

GUTTER = (3.30, 6.95)  # a draught in the passage: the flame is low between these seconds
STEP = 0.66  # metres from one footfall to the next
REACH = {"swing": 2.8, "heavy": 3.0}  # how far a blow with the staff goes
WINDUP = {"swing": 0.30, "heavy": 0.60}  # from the button to the blow
HURT = {"swing": 18.0, "heavy": 46.0}
LASTS = {"swing": 0.85, "heavy": 1.5, "guard": 0.75, "down": 2.2, "rise": 1.3}
NEAR = 20.0  # metres: the bells on the belt stir
BITE = 1.30  # metres: what lunges is upon you
HAVEN = 37.0  # metres into the cave: the pool, where nothing hunts
MENDS = 3.2  # health a second, there
DROPS = (  # that fall into the pool: frame, metres along, rows of the picture below its far edge
    (1712, 41.2, 22.0), (1764, 44.4, 9.0), (1846, 42.1, 14.0), (1902, 40.6, 26.0), (1978, 45.0, 12.0),
    (2041, 41.8, 18.0), (2110, 43.3, 24.0),
)  # fmt: skip

# The thing's own nature
LAIR = -23.9905  # where it wakes
STRIDE, CADENCE = 1.55, 0.43  # metres for two steps, and the part of it the first one takes: it limps
ON_FOOT = ("stalking", "circling")
FOLLOWS, RUNS, CREEPS = 1.28, 2.9, 0.9015  # metres a second: unnoticed, unwatched, watched
PATIENCE = 7.2  # metres: nearer than this it is no longer only curious
REARS = 0.82  # seconds from rearing up to the leap
LEAP = 7.4  # metres a second
WAITS = (0.62, 1.902, 3.32, 1.35, 1.05, 2.02)  # how long it circles in the dark before it tries again


@dataclass(slots=True)
class Lamplighter:
    """The player's figure. `facing` is 1 to the right; `action` began at step `since`; `walked` counts metres."""

    x: float = 0.0
    v: float = 0.0
    push: float = 0.0
    facing: int = 1
    action: str = "stand"
    since: int = 0
    walked: float = 0.33
    health: float = 100.0
    fuel: float = 86.0
    flame: float = 1.0  # how bright the lamp burns, 1 as it did at first


@dataclass(slots=True)
class Follower:
    """What follows: `mood` began at step `since`; `high` is how far up the wall it clings."""

    x: float = LAIR
    v: float = 0.0
    high: float = 0.0
    mood: str = "asleep"
    since: int = 0
    walked: float = 0.203  # so that its first step within hearing falls as it comes within hearing
    health: float = 100.0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened at a step: a kind ("state", "step", "parry" …), who, and a word more."""

    step: int
    kind: str
    who: str
    what: str = ""

    @property
    def seconds(self) -> float:
        return self.step / HZ

    @property
    def frame(self) -> int:
        """The nearest frame, the first that shows it."""
        return (self.step + PER_FRAME // 2) // PER_FRAME


@dataclass(slots=True)
class Record:
    """Everything that was, step by step."""

    happenings: list[Happening] = field(default_factory=list)
    state: list[str] = field(default_factory=list)
    rows: list[tuple] = field(default_factory=list)


COLUMNS = (
    "x", "v", "facing", "action", "since", "walked", "health", "fuel", "flame",
    "enemy_x", "enemy_v", "enemy_high", "enemy_mood", "enemy_since", "enemy_walked", "enemy_health",
)  # fmt: skip


class Game:
    """One run of the game from its first step to its last."""

    def __init__(self) -> None:
        self.me, self.it = Lamplighter(), Follower()
        self.step, self.state = 0, "explore"
        self.record = Record()
        self.todo = [(round(t * HZ), button, push) for t, button, push in INPUT]
        self.tell("state", "game", "explore")

    def tell(self, kind: str, who: str, what: str = "") -> None:
        self.record.happenings.append(Happening(self.step, kind, who, what))

    def do(self, action: str) -> None:
        self.me.action, self.me.since = action, self.step

    def feel(self, mood: str) -> None:
        self.it.mood, self.it.since = mood, self.step

    @property
    def apart(self) -> float:
        return self.me.x - self.it.x

    @property
    def acting(self) -> float:
        return (self.step - self.me.since) / HZ

    @property
    def feeling(self) -> float:
        return (self.step - self.it.since) / HZ

    def press(self) -> None:
        """Take what the controller says at this step."""
        while self.todo and self.todo[0][0] <= self.step:
            _, button, push = self.todo.pop(0)
            if self.me.action == "down" and button != "rise":
                continue
            if button in ("left", "right"):
                self.me.facing = 1 if button == "right" else -1
                self.tell("turn", "lamplighter", button)
            else:
                self.me.push = push
                self.do("stand" if button == "stop" else button)
                self.tell("input", "lamplighter", button)

    def walk(self) -> None:
        """The lamplighter's feet, and the blow that lands in the middle of a swing."""
        me = self.me
        rate = 2.6 if me.push > me.v else 3.4
        me.v += max(-rate / HZ, min(rate / HZ, me.push - me.v))
        if abs(me.v) < 1e-9:
            me.v = 0.0
        before = me.walked
        me.x += me.v / HZ
        me.walked += abs(me.v) / HZ
        if int(before / STEP) != int(me.walked / STEP):
            self.tell("step", "lamplighter", "left" if int(me.walked / STEP) % 2 else "right")
        if me.action in REACH and self.step - me.since == round(WINDUP[me.action] * HZ):
            self.blow()
        if me.action in LASTS and self.acting >= LASTS[me.action] and me.action != "down":
            self.do("ready" if self.it.mood != "dead" else "spent")

    def blow(self) -> None:
        """The staff comes round. What it meets is hurt; every swing costs the lamp some fuel."""
        me, it = self.me, self.it
        me.fuel -= 1.5
        if it.mood in ("dead", "asleep") or abs(self.apart) > REACH[me.action]:
            self.tell("miss", "lamplighter", me.action)
            return
        it.health = max(0.0, it.health - HURT[me.action])
        it.v = -3.6
        self.tell("strike", "lamplighter", me.action)
        if it.health == 0:
            self.feel("dead")
            me.fuel, me.flame = 100.0, 1.0
            self.tell("death", "follower")
        else:
            self.feel("reeling")

    def burn(self) -> None:
        """The lamp: oil goes down, the flame follows health, a draught, fear, and at last what the thing leaves."""
        me, now = self.me, self.step / HZ
        me.fuel = max(0.0, me.fuel - 0.22 * me.flame / HZ)
        want = 1.0
        if GUTTER[0] <= now < GUTTER[1]:
            want = 0.42
        elif me.action == "down":
            want = 0.30
        elif self.it.mood == "dead":
            want = 1.55
        elif self.state == "danger":
            want = 0.80
        elif self.state == "combat":
            want = 0.94 if me.health > 60 else 0.86
        if self.state == "safe":  # what was lost comes back, slowly
            me.health = min(100.0, me.health + MENDS / HZ)
        quick = 5.0 if want < me.flame else 1.1
        me.flame += (want - me.flame) * quick / HZ

    def hunt(self) -> None:
        """The follower: asleep, stalking, rearing, leaping, thrown back, circling, dead."""
        me, it = self.me, self.it
        watched = me.facing < 0 or me.action == "look"
        want, rate = 0.0, 5.0
        if it.mood == "asleep" and me.x > 1.0:
            self.feel("stalking")
        elif it.mood == "stalking":
            if self.state == "explore":
                want = FOLLOWS if me.v > 0 else 0.9
            elif watched:  # seen, it stands; but near enough it has had enough of waiting
                want = CREEPS if self.apart < PATIENCE else 0.0
            else:
                want = max(0.0, min(RUNS, 1.6 * (self.apart - 6.2)))
            if watched and self.apart < 5.0:
                self.feel("rearing")
                self.tell("growl", "follower", "rears")
        elif it.mood == "rearing":
            if self.feeling >= REARS:
                self.feel("leaping")
                self.tell("leap", "follower")
        elif it.mood == "leaping":
            want, rate = LEAP, 60.0
            if self.apart < BITE:
                self.meet()
            elif self.feeling > 1.0:
                self.feel("circling")
        elif it.mood == "thrown":
            if self.feeling > 1.5:
                self.feel("circling")
        elif it.mood == "reeling":
            if self.feeling > 1.1:
                self.feel("circling")
        elif it.mood == "circling":
            goal = 4.3 + 0.8 * ((it.tries * 7) % 3) / 2
            want, rate = max(-2.4, min(2.0, 2.2 * (self.apart - goal))), 7.0
            if self.feeling > WAITS[min(it.tries, len(WAITS) - 1)]:
                it.tries += 1
                self.feel("rearing")
                self.tell("growl", "follower", "rears")
        friction = 4.2 if it.mood in ("thrown", "reeling", "dead") else rate
        it.v += max(-friction / HZ, min(friction / HZ, want - it.v))
        before = it.walked
        it.x += it.v / HZ
        it.walked += abs(it.v) / HZ
        for edge in (0.0, CADENCE):
            if int(before / STRIDE - edge + 1) != int(it.walked / STRIDE - edge + 1) and it.mood in ON_FOOT:
                self.tell("step", "follower", "near" if edge else "far")
        climbs = it.mood == "stalking" and self.state == "danger" and 20.5 < self.step / HZ < 27.6
        it.high += max(-2.6 / HZ, min(1.5 / HZ, (2.1 if climbs else 0.0) - it.high))

    def meet(self) -> None:
        """It is upon the lamplighter: parried, or not."""
        me, it = self.me, self.it
        if me.action == "guard" and self.acting < LASTS["guard"]:
            it.v = -4.2
            self.feel("thrown")
            self.tell("parry", "lamplighter")
        else:
            it.v = -4.4
            me.health -= 45.0
            me.fuel -= 18.0
            me.v, me.push = 1.9, 0.0
            self.feel("thrown")
            self.do("down")
            self.tell("hit", "lamplighter")

    def judge(self) -> None:
        """Which state the game is in; the music of a game hangs on nothing else."""
        it, state = self.it, self.state
        if it.mood == "dead":
            at_rest = self.me.v == 0 and self.me.x > HAVEN
            state = "safe" if at_rest else "explore"
        elif it.mood in ("rearing", "leaping"):
            state = "combat"
        elif state == "explore" and self.apart < NEAR:
            state = "danger"
        if state != self.state:
            self.state = state
            self.tell("state", "game", state)

    def run(self) -> Record:
        me, it = self.me, self.it
        for self.step in range(STEPS):
            self.press()
            self.walk()
            self.hunt()
            self.judge()
            self.burn()
            self.record.state.append(self.state)
            self.record.rows.append(
                (me.x, me.v, me.facing, me.action, me.since, me.walked, me.health, me.fuel, me.flame,
                 it.x, it.v, it.high, it.mood, it.since, it.walked, it.health)
            )  # fmt: skip
        return self.record


@cache
def played() -> Record:
    """The one run of the game that the film shows."""
    return Game().run()


def happenings(kind: str, who: str = "", what: str = "") -> list[Happening]:
    """What of a kind happened, in order; by whom and which, if asked."""
    return [
        h for h in played().happenings if h.kind == kind and (not who or h.who == who) and (not what or h.what == what)
    ]
