// What Python tells the player (scene.py, media in cue_player.py). Frames count from the film's first.
import type { Grid } from "./core/beats.js";
import type { Entry, Hit } from "./core/signals.js";
import type { Rate } from "./core/time.js";

export interface Span { start: number; end: number }
export interface Shot extends Span { name: string; note: string }
export interface Line extends Span { who: string; text: string }
export interface Silence extends Span { reason: string; mark?: Held }
export interface Stem { name: string; family: string }

/** A mark on the timeline that can be taken hold of; where marks lie over each other, `row` counts downwards from 0. */
export interface Held { key: string; chosen: boolean; open: boolean; edge: "start" | "end" | "whole"; row?: number }

export interface Cue {
  label: string;
  /** by which players of one page share its sound; null for the learner's own */
  key: string | null;
  note: string;
  /** false for "No music" */
  heard: boolean;
  /** frame at which its sound begins */
  start: number;
  stems: Stem[];
  grid: Grid | null;
  entries: (Entry & { mark?: Held })[];
  hits: (Hit & { mark?: Held })[];
  silences: Silence[];
  /** frames on which the notes of a sketch begin: ticks, not hits */
  notes?: number[];
}

export interface Scene {
  title: string;
  film: string;
  rate: Rate;
  /** the film's first timecode, as a frame count */
  origin: number;
  frames: number;
  /** the part shown, half-open */
  first: number;
  last: number;
  shots: Shot[];
  lines: Line[];
  description: string[];
  cues: Cue[];
  /** the learner makes marks here: the lanes for them are there before the first */
  marking?: boolean;
  /** the learner makes bars here: their lane is there before the first */
  counting?: boolean;
}

/** What the Tempo finder knows besides (tempo_finder.py). */
export interface FinderData {
  hits: import("./core/fits.js").Hit[];
  low: number;
  high: number;
  given: unknown[];
}

/** What the Spotting desk knows besides (spotting_desk.py). */
export interface DeskData {
  name: string;
  film: string;
  /** under which name this browser keeps the marks, and where the kernel does */
  store: string;
  where: string;
  /** the film in a line of Python */
  code: string;
  reel: number;
  events: { frame: number; label: string }[];
  /** marks to start with */
  given: unknown;
}

/** The kernel's copy of the marks. */
export interface Kept { copy: unknown; how: "do" | "again" | "undo" | "redo"; trouble: string; said: string; found: boolean; code?: string }

/** For each file the film has, a name by which players of one page share it. */
export interface Media { mp4: string | null; webm: string | null; guide: string | null }

/** The widget's model, as the notebook hands it over. */
export interface Model {
  get(name: "scene"): Scene;
  get(name: "media"): Media;
  get(name: "frame"): number;
  get(name: "chosen"): string;
  get(name: "desk"): DeskData & FinderData;
  get(name: "kept"): Kept;
  send(content: object): void;
  on(name: "msg:custom", listener: (content: any, buffers: DataView[]) => void): void;
  on(name: "change:kept", listener: () => void): void;
  off(name: "change:kept", listener: () => void): void;
  off(name: "msg:custom", listener: (content: any, buffers: DataView[]) => void): void;
}
