/** Lets the comma fill slowly: htmx swaps the gauge at once, this plays the way between. */

const FILL_MS = 900;

export class Gauge {
  constructor() {
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.shown = this.#percent;
  }

  /** A frame may have replaced #gauge. */
  animate() {
    const before = this.shown;
    this.shown = this.#percent;
    if (this.shown === before || this.still.matches) return;
    const frames = [{ height: `${before}px` }, { height: `${this.shown}px` }];
    document.getElementById("gauge-fill").animate(frames, { duration: FILL_MS, easing: "ease-out" });
  }

  get #percent() {
    return Number(document.getElementById("gauge").dataset.percent);
  }
}
