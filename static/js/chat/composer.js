/** The writing box: Enter sends, Shift+Enter breaks the line, a draft survives a reload, nothing is cut. */

import { local, session } from "../storage.js";
import { Enter } from "./enter.js";

const COUNTER_FROM = 0.9; // share of the limit from which the counter shows

/** Characters as the server counts them. */
export function lengthOf(text) {
  return [...text.normalize("NFC").trim()].length;
}

export class Composer {
  /**
   * @param {HTMLFormElement} form
   * @param {string} conversation uuid: each talk has its own draft
   * @param {(text: string) => void} onSend
   */
  constructor(form, conversation, onSend) {
    this.form = form;
    this.box = form.elements.message;
    this.most = Number(this.box.dataset.maxLength);
    this.counter = document.getElementById("counter");
    this.draftKey = `draft:${conversation}`;
    this.onSend = onSend;
    this.enter = new Enter(this.box, () => this.#send());
    this.box.addEventListener("input", () => this.#onInput());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
      this.focus();
    });
    // the focus stays in the box, and with it a phone's keyboard
    form.querySelector(".send").addEventListener("mousedown", (event) => event.preventDefault());
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

  #onInput() {
    local.set(this.draftKey, this.box.value);
    this.#count();
    if (!CSS.supports("field-sizing", "content")) {
      this.box.style.height = "auto";
      this.box.style.height = `${this.box.scrollHeight + 2}px`;
    }
  }

  #count() {
    const length = lengthOf(this.box.value);
    const over = length - this.most;
    this.counter.hidden = length < this.most * COUNTER_FROM;
    this.counter.classList.toggle("is-over", over > 0);
    this.counter.textContent =
      over > 0
        ? this.counter.dataset.over.replace("{n}", over.toLocaleString())
        : `${length.toLocaleString()} / ${this.most.toLocaleString()}`;
    this.box.setAttribute("aria-invalid", String(over > 0));
    return over <= 0;
  }

  #send() {
    this.enter.finish();
    const text = this.box.value.trim();
    if (!text || !this.#count()) return; // what is too long stays, with how much is too much
    this.text = "";
    this.onSend(text);
  }
}
