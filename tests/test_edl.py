"""EDLs: read to the frame, asked for their rate, refused by line where a label cannot exist."""

import pytest

import filmscore as fs

EDL = """TITLE: KETTLE_V1
FCM: NON-DROP FRAME

001  KITCHEN  V     C        00:00:10:00 00:00:17:00 01:00:00:00 01:00:07:00
* FROM CLIP NAME: WIDE KITCHEN
002  RADIO    V     C        00:02:00:00 00:02:05:12 01:00:07:00 01:00:12:12
* FROM CLIP NAME: CU RADIO
003  NORA     V     C        00:02:00:00 00:02:05:12 01:00:13:12 01:00:19:00
"""
DROP = """TITLE: TAPE
FCM: DROP FRAME

001  TAPE     V     C        00:00:00:00 00:00:30:00 00:59:30:00 01:00:00:00
002  TAPE     V     C        00:00:30:00 00:01:30:02 01:00:00:00 01:01:00:02
"""


def edl(tmp_path, text):
    path = tmp_path / "cut.edl"
    path.write_text(text, encoding="utf-8")
    return path


def test_shots_start_and_black_between_them(tmp_path):
    film = fs.Film.from_timeline(edl(tmp_path, EDL), rate="24")
    assert [(s.name, s.start, s.end) for s in film.shots] == [
        ("WIDE KITCHEN", 0, 168),
        ("CU RADIO", 168, 300),
        ("Black", 300, 324),
        ("003", 324, 456),
    ]
    assert (film.title, str(film.start), film.frames) == ("KETTLE_V1", "01:00:00:00", 456)
    assert str(film.timecode(324)) == "01:00:13:12"


def test_the_same_list_at_25_counts_other_frames(tmp_path):
    film = fs.Film.from_timeline(edl(tmp_path, EDL), rate="25")
    assert [s.start for s in film.shots] == [0, 175, 312, 337]


def test_drop_frame_labels_are_counted_as_such(tmp_path):
    film = fs.Film.from_timeline(edl(tmp_path, DROP), rate="29.97df")
    assert str(film.start) == "00:59:30;00"
    assert [(s.start, s.end) for s in film.shots] == [(0, 900), (900, 2700)]


@pytest.mark.parametrize(
    "text, rate, message",
    [
        (EDL, None, r"does not say its frame rate.*rate='24' or '25'"),
        (DROP, None, r"rate='29\.97df'"),
        (EDL, "29.97df", "non-drop-frame"),
        (DROP, "29.97ndf", "drop-frame"),
        (DROP.replace("01:01:00:02", "01:01:00:00"), "29.97df", r"line 5: .*01:01:00;00"),
        (EDL.replace("01:00:07:00\n", "01:00:06:24\n"), "24", "line 4"),
        ("TITLE: NOTHING\n", "24", "no event"),
        ("", "24", "no event"),
        ("\x00\x01garbage\n001 what is this\n", "24", "no event|cannot be read"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(tmp_path, text, rate, message):
    with pytest.raises(fs.FilmScoreError, match=message):
        fs.Film.from_timeline(edl(tmp_path, text), rate=rate)
