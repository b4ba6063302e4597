/** The socket of a talk: opened again when it breaks, when it falls silent, and when the page comes back. */

const GONE = new Set([4401, 4404]); // not logged in, or not one's own talk: trying again will not help
const PING_MS = 2500; // silence after which the server is asked; twice that is a dead socket
const OPENING_MS = 10_000;
const STEADY_MS = 5000; // a socket that lived as long was no failure
const RETRY_MS = 1000; // doubled with each failure, up to
const LONGEST_RETRY_MS = 30_000;
const HOPELESS_AFTER = 3; // failed attempts, without one success, before forms take over
const RETURN_MS = 1000; // several events tell of one return
const BACK_MS = 2000;

export class Connection {
  #socket = null;
  #failures = 0;
  #startedAt = -Infinity;
  #hasOpened = false;
  #isGone = false;
  #retry; // timer of the next attempt
  #silence; // timer that ends in a new socket

  /**
   * @param {string} url
   * @param {HTMLElement} line status line, with its words in data attributes
   * @param {object} to
   * @param {() => void} to.onOpen called after each (re)connection
   * @param {(frame: string) => void} to.onFrame
   * @param {() => void} to.onLost called when the socket is gone, before the next is there
   * @param {() => boolean} to.isWaiting whether an answer is still to come
   * @param {(url: string) => WebSocket} [create]
   */
  constructor(url, line, to, create = (address) => new WebSocket(address)) {
    this.url = url;
    this.line = line;
    this.to = to;
    this.create = create;
    this.#open();
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Whether a socket seems impossible here (some proxies refuse them). */
  get isHopeless() {
    return !this.#hasOpened && this.#failures >= HOPELESS_AFTER;
  }

  /** Every frame is answered by some frame; silence means that the socket is dead. */
  send(frame) {
    this.#socket.send(JSON.stringify(frame));
    if (!this.#silence) this.#listen();
  }

  /** The page is back from sleep, from the background or from a place without a network. */
  returned() {
    if (!this.#isGone && Date.now() - this.#startedAt > RETURN_MS) this.#replace();
  }

  #open() {
    clearTimeout(this.#retry);
    this.#startedAt = Date.now();
    const socket = this.create(this.url);
    this.#socket = socket;
    const opening = setTimeout(() => this.#replace(), OPENING_MS);
    socket.onopen = () => {
      clearTimeout(opening);
      this.#opened();
    };
    socket.onmessage = ({ data }) => this.#heard(data);
    socket.onclose = ({ code }) => {
      clearTimeout(opening);
      this.#closed(code);
    };
    socket.drop = () => {
      clearTimeout(opening);
      socket.onopen = socket.onmessage = socket.onclose = null; // whatever it says comes too late
      socket.close();
    };
  }

  #opened() {
    this.#hasOpened = true;
    const wasLost = this.line.textContent !== "";
    this.line.textContent = wasLost ? this.line.dataset.back : "";
    setTimeout(() => {
      if (this.isOpen) this.line.textContent = "";
    }, BACK_MS);
    this.to.onOpen();
  }

  #heard(frame) {
    this.#stopListening();
    if (frame) this.to.onFrame(frame);
    if (this.to.isWaiting() && !this.#silence) this.#listen();
  }

  #listen() {
    this.#silence = setTimeout(() => {
      if (this.isOpen) this.#socket.send(JSON.stringify({ type: "ping" }));
      this.#silence = setTimeout(() => this.#replace(), PING_MS);
    }, PING_MS);
  }

  #stopListening() {
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }

  #replace() {
    this.#stopListening();
    this.#socket.drop();
    this.to.onLost();
    this.#open();
  }

  #closed(code) {
    this.#stopListening();
    if (Date.now() - this.#startedAt > STEADY_MS) this.#failures = 0;
    this.#failures += 1;
    this.#isGone = GONE.has(code);
    this.line.textContent = this.#isGone ? this.line.dataset.gone : this.line.dataset.lost;
    this.to.onLost();
    if (this.#isGone) return;
    const longest = Math.min(RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS);
    this.#retry = setTimeout(() => this.#open(), longest * (0.5 + Math.random() / 2));
  }
}

/**
 * Call `back` whenever the page is there again.
 * @param {() => void} back
 */
export function onReturn(back) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") back();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) back();
  });
  window.addEventListener("online", back);
}
