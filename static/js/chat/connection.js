/** The socket as htmx keeps it: whether it is open, and one line that says when it is not. */

const GONE = new Set([4401, 4404]); // not logged in, or not one's own talk: trying again will not help
const RETRIED_BY_HTMX = new Set([1006, 1011, 1012, 1013]);
const RETRY_MS = 2000;
const HOPELESS_AFTER = 3; // failed attempts, without one success, before forms take over

export class Connection {
  /**
   * @param {HTMLElement} root element with ws-connect
   * @param {HTMLElement} line status line, with its words in data attributes
   * @param {() => void} onOpen called after each (re)connection
   */
  constructor(root, line, onOpen) {
    this.line = line;
    this.socket = null;
    this.failures = 0;
    root.addEventListener("htmx:wsOpen", (event) => {
      this.#opened(event.detail.event.target);
      onOpen();
    });
    root.addEventListener("htmx:wsClose", (event) => this.#closed(event.detail));
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Whether a socket seems impossible here (some proxies refuse them). */
  get isHopeless() {
    return !this.socket && this.failures >= HOPELESS_AFTER;
  }

  send(frame) {
    this.socket.send(JSON.stringify(frame));
  }

  #opened(socket) {
    this.line.textContent = this.line.textContent ? this.line.dataset.back : "";
    this.socket = socket;
    this.failures = 0;
    setTimeout(() => {
      if (this.isOpen) this.line.textContent = "";
    }, RETRY_MS);
  }

  #closed({ event, socketWrapper }) {
    if (this.socket && event.target !== this.socket) return; // an older socket, already replaced
    this.failures += 1;
    if (GONE.has(event.code)) {
      this.line.textContent = this.line.dataset.gone;
      return;
    }
    this.line.textContent = this.line.dataset.lost;
    if (!RETRIED_BY_HTMX.has(event.code)) setTimeout(() => socketWrapper.reconnect(), RETRY_MS);
  }
}
