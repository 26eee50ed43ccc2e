// Whoever works by keyboard keeps their place when htmx replaces what they stood on.
function marksOf(element) {
  if (!element || element === document.body) return null;
  const tag = element.tagName.toLowerCase();
  const marks = [];
  if (element.id) marks.push(`#${CSS.escape(element.id)}`);
  if (element.dataset.hotkey) marks.push(`${tag}[data-hotkey="${CSS.escape(element.dataset.hotkey)}"]`);
  if (element.getAttribute("href")) marks.push(`a[href="${CSS.escape(element.getAttribute("href"))}"]`);
  if (element.name) marks.push(`${tag}[name="${CSS.escape(element.name)}"]${element.value && tag !== "textarea" ? `[value="${CSS.escape(element.value)}"]` : ""}`);
  return marks;
}

export function keepFocus() {
  let marks = null;

  function giveBack() {
    if (!marks) return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const places = [...marks.map((mark) => document.querySelector(mark)), document.querySelector("[data-row][aria-current]"), document.getElementById("content")];
    places.find((place) => place && (place.checkVisibility?.() ?? true) && !place.closest("dialog:not([open])"))?.focus({ preventScroll: true });
  }

  document.addEventListener("htmx:before:swap", () => (marks = marksOf(document.activeElement) ?? marks), true);
  document.addEventListener("htmx:after:swap", giveBack);
  document.addEventListener("htmx:finally:swap", () => {
    giveBack();
    marks = null;
  });
}
