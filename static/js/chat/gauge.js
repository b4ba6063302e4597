/** Lets the comma fill slowly: htmx swaps the gauge at once, this plays the way between. */

const FILL_MS = 900;

/** @param {HTMLElement} root element whose socket frames may replace #gauge */
export function animateGauge(root) {
  const percent = () => Number(document.getElementById("gauge").dataset.percent);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let shown = percent();
  root.addEventListener("htmx:wsAfterMessage", () => {
    const before = shown;
    shown = percent();
    if (shown === before || still.matches) return;
    const frames = [{ height: `${before}px` }, { height: `${shown}px` }];
    document.getElementById("gauge-fill").animate(frames, { duration: FILL_MS, easing: "ease-out" });
  });
}
