/** A slider beside each number between 0 and 1; an empty number means that nobody knows. */

function show(slider, input) {
  slider.value = input.value === "" ? 0.5 : input.value;
  slider.classList.toggle("unknown", input.value === "");
}

for (const input of document.querySelectorAll("input[data-level]")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "level-slider";
  for (const name of ["min", "max", "step"]) slider.setAttribute(name, input.getAttribute(name));
  slider.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`).textContent);
  slider.addEventListener("input", () => {
    input.value = slider.value;
    show(slider, input);
  });
  input.addEventListener("input", () => show(slider, input));
  input.after(slider);
  show(slider, input);
}
