// A <details> that behaves like a popover: Esc and a click outside close it, focus goes back to its button.
function close(details, { refocus = false } = {}) {
  details.open = false;
  if (refocus) details.querySelector("summary").focus();
}

export function attachPopover(details) {
  const panel = details.querySelector(".pop");

  function onKey(event) {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    close(details, { refocus: true });
  }
  function onOutside(event) {
    if (!details.contains(event.target)) close(details);
  }
  function keepInside() {
    details.classList.remove("is-flipped");
    const box = panel.getBoundingClientRect();
    if (box.right > innerWidth && !details.classList.contains("pop-side")) details.classList.add("pop-end");
    else if (box.left < 0) details.classList.remove("pop-end");
  }

  // Always, since the toggle is told only after the keys that were pressed meanwhile.
  details.addEventListener("keydown", onKey);
  details.addEventListener("toggle", () => {
    const change = details.open ? "addEventListener" : "removeEventListener";
    document[change]("click", onOutside);
    if (details.open) keepInside();
  });
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-popover-close]")) close(details, { refocus: true });
  });
}
