/** On every page: forget drafts when a person leaves, and say so when an htmx request fails. */

import { local, session } from "./storage.js";

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-forget]")) return;
  local.clear();
  session.clear();
});

function showRequestError(shown) {
  const line = document.getElementById("request-error");
  if (line) line.hidden = !shown;
}

document.addEventListener("htmx:beforeRequest", () => showRequestError(false));
document.addEventListener("htmx:responseError", () => showRequestError(true));
document.addEventListener("htmx:sendError", () => showRequestError(true));
