/** What is said goes out in order, one message at a time, until the server has each: however often the line breaks. */

const ANSWER_MS = 20_000; // after this without an answer a message offers a way out
const SECOND_MS = 1000;

export class Delivery {
  #onItsWay = null; // id of the message the server has been given
  #overdue; // timer for its answer
  #restUntil = 0; // the server takes no more before
  #countdown; // timer
  #failed = new Set(); // ids that wait for the person's decision

  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {object} by
   * @param {() => boolean} by.isOpen whether there is a socket to give messages to
   * @param {(item: {id: string, text: string}) => void} by.transmit
   * @param {(item: {id: string, text: string}, state: string, seconds?: number) => void} by.show
   * @param {(id: string) => void} by.hide
   */
  constructor(outbox, by) {
    this.outbox = outbox;
    this.by = by;
  }

  /** Whether an answer of the server is to come. */
  get isWaiting() {
    return this.#onItsWay !== null;
  }

  /** Say something new, after all that waits. */
  add(text) {
    const item = this.outbox.add(text);
    this.#tell();
    this.#next();
    return item;
  }

  /** A socket is there. What was on its way may have been lost: it goes again, under the same id. */
  connected() {
    this.lost();
    this.#next();
  }

  /** The socket is gone. */
  lost() {
    this.#settled();
    this.#tell();
  }

  /** The server has it. */
  arrived(id) {
    if (!this.outbox.remove(id)) return;
    this.#failed.delete(id);
    this.by.hide(id);
    this.#after(id);
  }

  /** The server refused it: for some seconds, or (null) as it is. */
  refused(id, seconds = null) {
    if (!this.outbox.items.has(id)) return;
    if (seconds === null) this.#failed.add(id);
    else this.#rest(seconds);
    this.#after(id);
  }

  /** The person wants one that failed to be tried again. */
  resend(id) {
    this.#failed.delete(id);
    this.#tell();
    this.#next();
  }

  /** The person takes one back; returns its text. */
  take(id) {
    const { text } = this.outbox.items.get(id);
    this.arrived(id);
    return text;
  }

  get #waiting() {
    return [...this.outbox.items.values()].filter(({ id }) => !this.#failed.has(id));
  }

  get #restSeconds() {
    return Math.max(0, Math.ceil((this.#restUntil - Date.now()) / SECOND_MS));
  }

  #next() {
    const item = this.#waiting[0];
    if (!item || this.#onItsWay || this.#restSeconds || !this.by.isOpen()) return;
    this.#onItsWay = item.id;
    this.#overdue = setTimeout(() => this.refused(item.id), ANSWER_MS);
    this.by.transmit(item);
    this.#tell();
  }

  #after(id) {
    if (id === this.#onItsWay) this.#settled();
    this.#tell();
    this.#next();
  }

  #settled() {
    clearTimeout(this.#overdue);
    this.#onItsWay = null;
  }

  #rest(seconds) {
    this.#restUntil = Math.max(this.#restUntil, Date.now() + seconds * SECOND_MS);
    clearInterval(this.#countdown);
    this.#countdown = setInterval(() => {
      if (!this.#restSeconds) clearInterval(this.#countdown);
      this.#tell();
      this.#next();
    }, SECOND_MS);
  }

  #tell() {
    const seconds = this.#restSeconds;
    const calm = seconds ? "resting" : "sending";
    const state = this.by.isOpen() ? calm : "waiting";
    this.#waiting.forEach((item) => this.by.show(item, state, seconds));
    this.#failed.forEach((id) => this.by.show(this.outbox.items.get(id), "failed"));
  }
}
