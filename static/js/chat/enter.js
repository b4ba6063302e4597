/**
 * One press of Enter is one wish to send, in whatever order a browser tells of keys and of the syllable being composed.
 *
 * Chrome tells of the key while the syllable is composed (keyCode 229), ends the syllable, and on some systems tells of
 * the key again; Safari ends the syllable first. Where the composed text is kana or Chinese, Enter chooses a candidate.
 */

const IME_KEY_CODE = 229;
const CANDIDATES = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Bopomofo}]/u;
const END_MS = 100; // a syllable ends as soon after its Enter, or its end is not told
const PRESS_MS = 500; // where the end of a press is not told

export class Enter {
  #isComposing = false;
  #composed = ""; // what the last composition gave, until the next key
  #wish; // timer of a wish that waits for the end of a syllable
  #done = 0; // when a wish was met whose press may not be over

  /**
   * @param {HTMLTextAreaElement} box
   * @param {() => void} onSend the text is finished
   */
  constructor(box, onSend) {
    this.box = box;
    this.onSend = onSend;
    box.addEventListener("compositionstart", () => {
      this.#isComposing = true;
    });
    box.addEventListener("compositionend", ({ data }) => this.#ended(data ?? ""));
    box.addEventListener("keydown", (event) => this.#down(event));
    box.addEventListener("keyup", ({ key }) => {
      if (key === "Enter") this.#done = 0;
    });
    box.addEventListener("beforeinput", (event) => this.#beforeInput(event));
    box.addEventListener("input", () => {
      if (this.box.value && !this.#wish) this.#done = 0; // new words: the press is over
    });
  }

  /** End the syllable being composed, so that the box has the finished text. */
  finish() {
    if (!this.#isComposing) return;
    this.box.blur();
    this.box.focus();
    this.#isComposing = false;
  }

  get #isPressed() {
    return Date.now() - this.#done < PRESS_MS;
  }

  #down(event) {
    if (event.key !== "Enter" || event.shiftKey) {
      this.#composed = "";
      return;
    }
    const isOfSyllable = event.isComposing || this.#isComposing;
    if (isOfSyllable) {
      this.#wishFor(END_MS);
      return;
    }
    if (event.keyCode === IME_KEY_CODE && CANDIDATES.test(this.#composed)) return;
    event.preventDefault();
    if (!this.#isPressed || this.#wish) this.#meet();
  }

  #ended(data) {
    this.#isComposing = false;
    this.#composed = data;
    if (!this.#wish) return;
    if (CANDIDATES.test(data)) this.#forget();
    else this.#wishFor(0); // after the input event that some browsers send last
  }

  #beforeInput(event) {
    const breaksLine = event.inputType === "insertLineBreak" || event.inputType === "insertParagraph";
    if (breaksLine && (this.#wish || this.#isPressed)) event.preventDefault();
  }

  #wishFor(milliseconds) {
    clearTimeout(this.#wish);
    this.#wish = setTimeout(() => this.#meet(), milliseconds);
  }

  #forget() {
    clearTimeout(this.#wish);
    this.#wish = undefined;
  }

  #meet() {
    this.#forget();
    this.#done = Date.now();
    this.#composed = "";
    this.onSend();
  }
}
