/** Keys of the teaching page; while something is written only Escape means anything. */

const find = (selector) => document.querySelector(selector);
const group = find(".teach-group");
const press = (action) => group.querySelector(`[value="${action}"]`)?.click();

const KEYS = {
  s: () => press("teach"),
  t: () => press("trial"),
  i: () => press("ignore"),
  p: () => press("private"),
  a: () => find("[name=text]")?.focus(),
  m: () => find(".teach-groups").requestSubmit(),
  u: () => find("[data-key=u]").click(),
  x: () => focusedRow()?.querySelector("input:enabled")?.click(),
  j: () => move(1),
  k: () => move(-1),
};

function rows() {
  return [...document.querySelectorAll(".teach-groups li")];
}

function focusedRow() {
  return document.activeElement.closest(".teach-groups li") ?? rows()[1];
}

/** The next group comes into focus; Enter on its link opens it. */
function move(step) {
  const all = rows();
  const here = document.activeElement.closest(".teach-groups li") ?? find("li[aria-current]");
  all[all.indexOf(here) + step]?.querySelector("a").focus();
}

function choose(button) {
  find("[name=topic]").value = button.dataset.topic;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") document.activeElement.blur();
  if (event.target.matches("textarea, input:not([type=checkbox])")) return;
  const proposal = document.querySelectorAll("[data-topic]")[Number(event.key) - 1];
  if (proposal) choose(proposal);
  else if (!Object.hasOwn(KEYS, event.key)) return;
  else KEYS[event.key]();
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const proposal = event.target.closest("[data-topic]");
  if (proposal) choose(proposal);
});
