// @ts-check
// The notes of instruments, each asked for once and decoded for all players of the page.
import { leaveGifts } from "./library.js";
import { decode, hub } from "./sound.js";

/** @typedef {import("./note_voice.js").Player} Instrument */

const SLOW = 800; // ms before we say that notes are being made

export class NoteBank {
  /** @param {import("./library.js").Library} library @param {object} user on whose account they are kept
   * @param {{bank: string, say: (text: string) => void, made: (said: string) => void, named: (id: string) => string}} part `made` is told what had been said, once it is over */
  constructor(library, user, part) {
    this.library = library;
    this.user = user;
    this.part = part;
    /** @type {Map<string, Instrument>} */ this.players = new Map();
    /** @type {Map<string, Promise<void>>} */ this.coming = new Map();
  }

  /** The notes of an instrument. @param {string} id @returns {Promise<void>} */
  fetch(id) {
    let coming = this.coming.get(id);
    if (!coming) {
      const name = `notes/${this.part.bank}/${id}`;
      let said = "";
      const slow = setTimeout(() => this.part.say((said = `The notes of the ${this.part.named(id).toLowerCase()} are being made. This is done once.`)), SLOW);
      coming = this.library.bytes(name, { what: id }).then(async ([piece]) => {
        const buffer = await hub().sounds.take(name, this.user, () => decode(piece.data));
        this.players.set(id, { ...(/** @type {any} */ (piece).index), buffer });
        leaveGifts();
      });
      coming.finally(() => {
        clearTimeout(slow);
        if (said) this.part.made(said);
      }).catch(() => this.coming.delete(id));
      this.coming.set(id, coming);
    }
    return coming;
  }
}
