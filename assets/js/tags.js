// The field that finds tags: focused when it opens, arrows walk what was found, and what an older question found is not pressed.
export function attachTags(details) {
  const field = details.querySelector("input[name=name]");
  const found = details.querySelector("[data-found]");

  details.addEventListener("toggle", () => {
    if (details.open) field.focus();
  });
  details.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [field, ...found.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement) + step;
    stops[Math.max(0, Math.min(stops.length - 1, at))].focus();
    event.preventDefault();
  });
  // Enter right after typing: the answer to these words is not there yet, so the words themselves are sent.
  field.addEventListener("input", () => (found.textContent = ""));
}
