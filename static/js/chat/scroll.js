/** Keeps the newest words in view, unless one is reading further up: then a pill offers the way down. */

const NEAR_PX = 96;

export class Scroll {
  /**
   * @param {HTMLElement} view what scrolls
   * @param {HTMLElement} messages list whose growth is news
   * @param {HTMLButtonElement} pill
   */
  constructor(view, messages, pill) {
    this.view = view;
    this.pill = pill;
    this.isNear = true;
    view.addEventListener("scroll", () => this.#measure(), { passive: true });
    pill.addEventListener("click", () => this.toEnd());
    new MutationObserver(() => this.#follow()).observe(view, { childList: true, subtree: true });
    new MutationObserver(() => {
      pill.hidden = this.isNear;
    }).observe(messages, { childList: true });
    new ResizeObserver(() => this.#follow()).observe(view); // a keyboard opens, the composer grows
    this.toEnd();
  }

  toEnd() {
    this.view.scrollTop = this.view.scrollHeight;
    this.#measure();
  }

  #measure() {
    const { scrollHeight, scrollTop, clientHeight } = this.view;
    this.isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.isNear) this.pill.hidden = true;
  }

  #follow() {
    if (this.isNear) this.toEnd();
  }
}
