// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { FADER_LOW, gainOf, gains, levelText, meterOf, peakText } from "../../src/filmscore/widgets/static/core/mix.js";

const strip = (/** @type {any} */ more = {}) => ({ level: 0, mute: false, solo: false, ...more });

test("a fader is in decibels and ends in silence", () => {
  assert.equal(gainOf(0), 1);
  assert.ok(Math.abs(gainOf(-6) - 0.501) < 0.001);
  assert.ok(gainOf(6) > 1.99);
  assert.equal(gainOf(FADER_LOW), 0);
  assert.deepEqual([levelText(0), levelText(3), levelText(-12), levelText(FADER_LOW)], ["0 dB", "+3 dB", "−12 dB", "off"]);
});

test("solo silences the others, but not what is safe; mute is stronger than solo", () => {
  assert.deepEqual(gains([strip({ solo: true }), strip(), strip({ safe: true }), strip({ solo: true, mute: true })]), [1, 0, 1, 0]);
  assert.deepEqual(gains([strip(), strip({ mute: true })]), [1, 0]);
});

test("meters run from −60 dB to full scale", () => {
  assert.equal(meterOf(0), 0);
  assert.equal(meterOf(1), 1);
  assert.equal(meterOf(4), 1);
  assert.ok(Math.abs(meterOf(10 ** (-30 / 20)) - 0.5) < 1e-9);
  assert.equal(peakText(0.5), "−6 dB");
  assert.equal(peakText(1), "0 dB");
  assert.equal(peakText(0), "–∞ dB");
});
