// @ts-check
// A shelf shared by all players of a page: each thing is made once and put away when nobody uses it any more.

/** @template V */
export class Shelf {
  constructor() {
    /** @type {Map<string, {value: Promise<V>, bring: (value: V) => void, users: Set<object>}>} */
    this.things = new Map();
  }

  /** The thing of that name, made if need be; a failure is not kept.
   * @param {string} name @param {object} user @param {() => Promise<V>} make @returns {Promise<V>} */
  take(name, user, make) {
    let thing = this.things.get(name);
    if (!thing) {
      /** @type {(value: V) => void} */ let bring = () => {};
      const brought = /** @type {Promise<V>} */ (new Promise((done) => (bring = done)));
      const fresh = { value: Promise.race([make(), brought]), bring, users: new Set() };
      fresh.value.catch(() => this.things.get(name) === fresh && this.things.delete(name));
      this.things.set(name, (thing = fresh));
    }
    thing.users.add(user);
    return thing.value;
  }

  /** Put a thing there that has come unasked; whoever waits for one of that name waits no longer.
   * @param {string} name @param {object} user @param {V} value */
  bring(name, user, value) {
    this.things.get(name)?.bring(value);
    this.take(name, user, async () => value);
  }

  /** @param {object} user @param {string} [name] only this one */
  leave(user, name) {
    for (const [key, thing] of this.things)
      if ((name === undefined || key === name) && thing.users.delete(user) && !thing.users.size) this.things.delete(key);
  }

  get size() {
    return this.things.size;
  }
}

/** Who may keep decoded sound: the `limit` most recent, never one that is playing.
 * @template T @param {T[]} order oldest first @param {T} newest @param {number} limit @param {(one: T) => boolean} busy
 * @returns {{order: T[], evicted: T[]}} */
export function admit(order, newest, limit, busy) {
  const kept = [...order.filter((one) => one !== newest), newest];
  /** @type {T[]} */ const evicted = [];
  for (const one of [...kept]) {
    if (kept.length <= limit) break;
    if (one === newest || busy(one)) continue;
    kept.splice(kept.indexOf(one), 1);
    evicted.push(one);
  }
  return { order: kept, evicted };
}
