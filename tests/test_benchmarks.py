"""The benchmarks' own parts: the cue they all play, and the report they write."""

from pathlib import Path

import mido

from benchmarks import _cue, _measuring, _report


def test_the_cue_is_dense_and_the_same_every_time(tmp_path):
    tracks = _cue.dense_cue()
    assert len(tracks) == 16 and len({track.stem for track in tracks}) == 6
    assert 5000 < sum(len(track.notes) for track in tracks) < 6000
    assert tracks == _cue.dense_cue()
    _cue.midi(tracks, tmp_path / "cue.mid")
    played = mido.MidiFile(tmp_path / "cue.mid")
    struck = [m for m in played if m.type == "note_on"]
    assert len(struck) == sum(len(track.notes) for track in tracks)
    assert 59 < played.length < 61


def test_one_bar_is_edited_and_no_other_note():
    before, after = _cue.dense_cue(), _cue.edited(_cue.dense_cue(), range(12, 13))
    changed = [n for a, b in zip(before, after, strict=True) for n, m in zip(a.notes, b.notes, strict=True) if n != m]
    assert changed and all(30 <= note.start < 32 for note in changed)
    assert [a.name for a, b in zip(before, after, strict=True) if a != b] == ["Violins I"]


def test_the_report_says_what_was_met_and_what_was_not(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_measuring, "RESULTS", tmp_path)
    monkeypatch.setattr(_report, "RESULTS", tmp_path)
    monkeypatch.setattr(_report, "TARGET", tmp_path / "benchmarks.md")
    rows = [
        _measuring.row("quick", "1 s", "beside 2 s", 0.5, 1.0),
        _measuring.row("slow", "3 s", "beside 2 s", 1.5, 1.0),
        _measuring.Row("told", "5 dB"),
    ]
    _measuring.keep("onsets", "Onsets", "What it means.", rows)
    assert "NOT met" in capsys.readouterr().out
    _report.main()
    text = Path(tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    assert "| quick | 1 s | beside 2 s | 0.5 | 1 | met |" in text
    assert "| slow | 3 s | beside 2 s | 1.5 | 1 | **not met** |" in text
    assert "What it means." in text and "Python 3" in text
