/** What this browser remembers: JSON values under one prefix, nothing where storage is refused. */

const PREFIX = "musicrest:";

class Area {
  /** @param {() => Storage} open may throw where the browser refuses storage */
  constructor(open) {
    try {
      this.store = open();
    } catch {
      this.store = null;
    }
  }

  get(key) {
    try {
      return JSON.parse(this.store.getItem(PREFIX + key));
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      this.store.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // full or refused: the page still works, only not across a reload
    }
  }

  remove(key) {
    this.store?.removeItem(PREFIX + key);
  }

  /** @returns {string[]} keys that start with `start`, without our prefix */
  keys(start = "") {
    return Object.keys(this.store ?? {})
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length));
  }

  clear() {
    this.keys().forEach((key) => this.remove(key));
  }
}

export const local = new Area(() => window.localStorage);
export const session = new Area(() => window.sessionStorage);
