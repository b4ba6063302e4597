/** What a browser would give: storage, sockets that a test opens and breaks, a box that events are told of. */

class Storage {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = value;
  }
  removeItem(key) {
    delete this[key];
  }
}

globalThis.window = { localStorage: new Storage(), sessionStorage: new Storage() };
globalThis.WebSocket ??= { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };

export class FakeSocket {
  static all = [];
  readyState = 0;
  sent = [];

  constructor() {
    FakeSocket.all.push(this);
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  /** A frame of the server. */
  say(data) {
    this.onmessage?.({ data });
  }
  /** The server, or the network, ends it. */
  break(code) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  close() {
    this.readyState = 2;
  }
}

export class FakeBox extends EventTarget {
  value = "";

  /** @returns {boolean} whether the browser would go on to do its own part */
  tell(type, fields = {}) {
    return this.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), fields));
  }
  blur() {
    this.tell("compositionend", { data: "" });
  }
  focus() {}
}
