/** Landing page: the comma fills as one writes, by the rule of chat/gauge.py. Nothing leaves the browser. */

import { session } from "./storage.js";

const place = document.getElementById("try");
const fill = document.getElementById("try-fill");
const status = document.getElementById("try-status");
const share = document.getElementById("try-share");
const words = document.getElementById("try-words");
const full = Number(place.dataset.full);

function meaningfulLength(text) {
  const heard = text.normalize("NFC").replace(/[\p{Z}\p{C}\p{M}]/gu, "");
  return [...heard.replace(/(.{1,8}?)\1+/gsu, "$1")].length;
}

function show() {
  const { exampleText, fillingText, fullText } = place.dataset;
  const text = words.value || words.placeholder;
  const percent = Math.min(100, Math.floor((100 * meaningfulLength(text)) / full));
  const phase = !words.value ? exampleText : percent === 100 ? fullText : fillingText;
  fill.setAttribute("height", percent);
  share.textContent = `${percent}%`;
  if (status.textContent !== phase) status.textContent = phase; // else it would be read out at each key
}

words.value = session.get("first-words") ?? "";
words.addEventListener("input", () => {
  session.set("first-words", words.value);
  show();
});
show();
