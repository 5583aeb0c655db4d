// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import {
  brightness, counted, due, every, firstC, headroom, isBlack, keyboard, level, nameOf, nearest, outside, page, pitchName, reach, sounding,
} from "../../src/filmscore/widgets/static/core/roll.js";

/** @param {number} beat @param {number} pitch @param {number} beats */
const note = (beat, pitch = 60, beats = 1) => ({ beat, beats, pitch, velocity: 80, until: 80, part: 0, name: "" });
const sample = (/** @type {number} */ pitch) => ({ pitch, start: 0, end: 1, loop: null });
const TUNE = [note(0), note(1, 62), note(1, 65), note(2.5, 64, 1.5)];

test("names of pitches", () => {
  assert.deepEqual([60, 61, 70, 21, 0].map(pitchName), ["C4", "C♯4", "B♭4", "A0", "C-1"]);
  assert.deepEqual([60, 61, 66, 71].map(isBlack), [false, true, true, false]);
  const flat = { ...note(0, 49), name: "D♭3" };
  assert.deepEqual([nameOf(flat), nameOf(flat, 1), nameOf(flat, -1), nameOf(note(0, 61))], ["D♭3", "D3", "C3", "C♯4"]);
});

test("the nearest sample is bent", () => {
  const samples = [48, 52, 56].map(sample);
  assert.equal(nearest(samples, 53).pitch, 52);
  assert.equal(nearest(samples, 54).pitch, 56, "of two as near, the one bent downwards");
  assert.equal(nearest(samples, 30).pitch, 48);
  assert.equal(nearest(samples, 99).pitch, 56);
});

test("velocity is 40 log10 of itself in dB, and soft notes are darker", () => {
  assert.equal(level(80, 80), 1);
  assert.ok(Math.abs(20 * Math.log10(level(40, 80)) + 12.04) < 0.01);
  assert.equal(brightness(80, 80), 0);
  assert.ok(brightness(60, 80) > brightness(30, 80) && brightness(10, 80) >= 900);
});

test("notes of a stretch of time, once each", () => {
  assert.deepEqual(due(TUNE, 4, false, 0, 1).map((e) => e.index), [0]);
  assert.deepEqual(due(TUNE, 4, false, 1, 9).map((e) => e.index), [1, 2, 3]);
  assert.deepEqual(due(TUNE, 4, false, 4, 40), []);
  assert.deepEqual(due(TUNE, 4, false, 2, 2), []);
});

test("cut anywhere, a loop gives every note of every round once and where it belongs", () => {
  const whole = due(TUNE, 4, true, 0, 400).map((e) => e.at);
  assert.equal(whole.length, 400);
  let from = 0;
  const pieces = [];
  for (let i = 0; from < 400; i++) {
    const to = Math.min(400, from + 0.05 + ((i * 7) % 13) / 10);
    pieces.push(...due(TUNE, 4, true, from, to).map((e) => e.at));
    from = to;
  }
  assert.deepEqual(pieces, whole);
  assert.deepEqual(due(TUNE, 4, true, 8, 9.5).map((e) => [e.index, e.at]), [[0, 8], [1, 9], [2, 9]]);
});

test("a note that begins after the end of its round is played where it stands", () => {
  const late = [note(0), note(4.02)]; // a player's freedom at the last beat
  assert.deepEqual(due(late, 4, true, 3.9, 8.05).map((e) => [e.index, e.at]), [[0, 4], [1, 4.02], [0, 8], [1, 8.02]]);
});

test("what sounds at a beat", () => {
  assert.deepEqual(sounding(TUNE, 1.5, 1.5), [1, 2]);
  assert.deepEqual(sounding(TUNE, 2.2, 1.5), []);
  assert.deepEqual(sounding(TUNE, 3.9, 1.5), [3]);
  assert.deepEqual(sounding([note(0, 60, 8), note(1), note(5)], 5.5, 8), [0, 2]);
});

test("rows: all notes, at least an octave, and they move with a transposition", () => {
  const small = reach([note(0, 60)], 0);
  assert.ok(small.high - small.low >= 13 && small.low < 60 && small.high > 60);
  assert.deepEqual(reach([note(0, 40), note(0, 80)], 0), { low: 38, high: 82 });
  const moved = reach([note(0, 60)], 12);
  assert.deepEqual([moved.low, moved.high], [small.low + 12, small.high + 12]);
});

test("a long roll turns its pages", () => {
  assert.deepEqual(page(16, 700, 3), { first: 0, span: 16 });
  const long = page(400, 600, 130);
  assert.ok(long.first <= 130 && 130 < long.first + long.span && long.first % long.span === 0);
  assert.ok(page(400, 600, 400).first < 400, "the end is on the last page");
  assert.equal(every(4, 26), 8);
  assert.equal(every(30, 26), 1);
});

test("outside the comfortable range", () => {
  assert.equal(outside(TUNE, 0, { low: 62, high: 70 }), 1);
  assert.equal(outside(TUNE, 12, { low: 62, high: 70 }), 4);
});

test("the place as people count it", () => {
  assert.equal(counted(2.5, [], 1), "Beat 3");
  assert.equal(counted(0.5, [0, 1, 5], 0), "Pickup, beat 1");
  assert.equal(counted(1, [0, 1, 5], 0), "Bar 1, beat 1");
  assert.equal(counted(7.9, [0, 1, 5], 0), "Bar 2, beat 3");
});

test("keys of a piano under the hand", () => {
  const row = keyboard(60);
  assert.deepEqual(row.filter((k) => !k.black).map((k) => k.letter).join(""), "ASDFGHJKL;");
  assert.deepEqual(row.filter((k) => k.black).map((k) => k.letter).join(""), "WETYUOP");
  assert.equal(row.find((k) => k.code === "KeyF")?.pitch, 65);
  assert.equal(firstC(60, 84), 60);
  assert.ok([24, 36].includes(firstC(28, 48)));
});

test("many loud voices leave headroom", () => {
  assert.equal(headroom([note(0)]), 1.6);
  const loud = Array.from({ length: 16 }, () => note(0));
  assert.ok(Math.abs(headroom(loud) - 0.6) < 1e-9);
  assert.equal(headroom(Array.from({ length: 16 }, (_, i) => note(i))), 1.6, "one after another is no chord");
});
