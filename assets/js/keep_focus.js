// Whoever works by keyboard keeps their place: when htmx replaces what they stood on, and when a form brings its page anew.
const KEY = "kept-focus";
const FRESH = 20_000;

function marksOf(element) {
  if (!element || element === document.body) return null;
  const tag = element.tagName.toLowerCase();
  const marks = [];
  if (element.id) marks.push(`#${CSS.escape(element.id)}`);
  if (element.dataset.hotkey) marks.push(`${tag}[data-hotkey="${CSS.escape(element.dataset.hotkey)}"]`);
  if (element.getAttribute("href")) marks.push(`a[href="${CSS.escape(element.getAttribute("href"))}"]`);
  if (element.name) marks.push(`${tag}[name="${CSS.escape(element.name)}"]${element.value && tag !== "textarea" ? `[value="${CSS.escape(element.value)}"]` : ""}`);
  // A button alone in its form, as "stop" beside a bar that moves by itself.
  const action = tag === "button" && !element.name && element.form?.getAttribute("action");
  if (action) marks.push(`form[action="${CSS.escape(action)}"] button:not([name])`);
  return marks;
}

// A button that was pressed: itself by its form, or else what opened the menu or the dialog that it stood in.
function marksOfPressed(button) {
  if (button.closest(".composer")) return ["#conversation"];
  if (button.matches(".undo, [data-undo]")) return ["#composer-text"]; // the words are there again
  const address = button.getAttribute("formaction") || button.form?.getAttribute("action");
  const own = address && button.name ? [`form[action="${CSS.escape(address)}"] [name="${CSS.escape(button.name)}"]`] : [];
  const dialog = button.closest("dialog");
  const opener = dialog ? [`[data-behaviour~=dialog-open][href$="#${CSS.escape(dialog.id)}"]`] : [];
  return [...own, ...(marksOf(button.closest("details")?.querySelector("summary")) ?? []), ...opener];
}

const isThere = (place) => place && (place.checkVisibility?.() ?? true) && !place.closest("dialog:not([open])");
const isLost = () => !document.activeElement || document.activeElement === document.body;
const find = (marks) => marks.map((mark) => document.querySelector(mark)).find(isThere);

export function keepFocus() {
  let marks = null;

  function giveBack() {
    if (!marks || !isLost()) return;
    const place = find([...marks, "[data-row][aria-current]", "#content"]);
    place?.focus({ preventScroll: true });
  }

  document.addEventListener("htmx:before:swap", () => (marks = marksOf(document.activeElement) ?? marks), true);
  document.addEventListener("htmx:after:swap", giveBack);
  document.addEventListener("htmx:finally:swap", () => {
    giveBack();
    marks = null;
  });
  keepOverPages();
}

function keepOverPages() {
  let isByKeys = false;
  document.addEventListener("keydown", () => (isByKeys = true), true);
  document.addEventListener("pointerdown", () => (isByKeys = false), true);
  document.addEventListener("submit", (event) => {
    if (!isByKeys || event.defaultPrevented || event.target.method !== "post" || !event.submitter) return;
    sessionStorage.setItem(KEY, JSON.stringify({ marks: marksOfPressed(event.submitter), path: location.pathname, at: Date.now() }));
  });
  const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
  sessionStorage.removeItem(KEY);
  if (!kept || kept.path !== location.pathname || Date.now() - kept.at > FRESH || !isLost()) return;
  find(kept.marks)?.focus();
}
