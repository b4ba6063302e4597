/** Messages not yet known to be stored. They outlive a reload and are sent again under the same id. */

import { local } from "../storage.js";

/** A random UUID; `crypto.randomUUID` is missing on plain http. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Outbox {
  /** @param {string} conversation its uuid: each talk has its own box */
  constructor(conversation) {
    this.prefix = `outbox:${conversation}:`;
    // one key an item: two tabs on one talk do not overwrite each other
    const stored = local.keys(this.prefix).map((key) => local.get(key)).filter(Boolean);
    stored.sort((a, b) => a.at - b.at);
    this.items = new Map(stored.map((item) => [item.id, item]));
  }

  add(text) {
    const item = { id: newId(), text, at: Date.now() };
    this.items.set(item.id, item);
    local.set(this.prefix + item.id, item);
    return item;
  }

  remove(id) {
    local.remove(this.prefix + id);
    return this.items.delete(id);
  }
}
