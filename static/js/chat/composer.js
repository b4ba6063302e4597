/** The writing box: Enter sends, Shift+Enter breaks the line, a draft survives a reload. */

import { local, session } from "../storage.js";

const COUNTER_FROM = 0.9; // share of the limit from which the counter shows
const IME_KEY_CODE = 229; // what browsers report while a syllable is being composed

export class Composer {
  /**
   * @param {HTMLFormElement} form
   * @param {string} conversation uuid: each talk has its own draft
   * @param {(text: string) => void} onSend
   */
  constructor(form, conversation, onSend) {
    this.form = form;
    this.box = form.elements.message;
    this.counter = document.getElementById("counter");
    this.draftKey = `draft:${conversation}`;
    this.onSend = onSend;
    this.box.addEventListener("keydown", (event) => this.#onKey(event));
    this.box.addEventListener("input", () => this.#onInput());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    if (!this.box.value) this.text = local.get(this.draftKey) ?? session.get("first-words") ?? "";
    session.remove("first-words");
  }

  set text(value) {
    this.box.value = value;
    this.#onInput();
  }

  focus() {
    this.box.focus();
  }

  /** Send by an ordinary form post, for where no socket can be had. */
  post({ id, text }) {
    this.form.elements.client_id.value = id;
    this.box.value = text;
    this.form.submit();
  }

  #onKey(event) {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === IME_KEY_CODE) return;
    event.preventDefault();
    this.#send();
  }

  #onInput() {
    const { length } = this.box.value;
    local.set(this.draftKey, this.box.value);
    this.counter.hidden = length < this.box.maxLength * COUNTER_FROM;
    this.counter.textContent = `${length.toLocaleString()} / ${this.box.maxLength.toLocaleString()}`;
    if (!CSS.supports("field-sizing", "content")) {
      this.box.style.height = "auto";
      this.box.style.height = `${this.box.scrollHeight + 2}px`;
    }
  }

  #send() {
    const text = this.box.value.trim();
    if (!text) return;
    this.text = "";
    this.onSend(text);
  }
}
