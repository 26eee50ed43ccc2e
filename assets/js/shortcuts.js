// One-letter keys: j and k walk the rows, Enter opens, any [data-hotkey="x"] is pressed or focused by x.
// Silent while somebody types or an input method composes a letter, in dialogs, and when switched off.
const TYPING = "input, textarea, select, [contenteditable]";
const OFF = "shortcuts-off";

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function isQuiet(event) {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target.closest?.(TYPING) || document.querySelector("dialog[open]") || isOff();
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-behaviour~=rows] [data-row]")];
  if (!rows.length) return false;
  const current = rows.findIndex((row) => row === document.activeElement || row.matches("[data-at]"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, current + step))];
  rows.forEach((row) => row.toggleAttribute("data-at", row === next));
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(key) {
  const target = [...document.querySelectorAll(`[data-hotkey="${CSS.escape(key)}"]`)].find((t) => t.checkVisibility?.() ?? true);
  if (!target) return false;
  target.matches("input, textarea") ? target.focus() : target.click();
  return true;
}

export function listenForShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (isQuiet(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isDone = key === "j" ? walk(1) : key === "k" ? walk(-1) : key.length === 1 && press(key);
    if (isDone) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-row-step]");
    if (button) stepTo(Number(button.dataset.rowStep));
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-shortcuts-switch]")) localStorage.setItem(OFF, event.target.checked ? "0" : "1");
  });
  document.querySelectorAll("[data-shortcuts-switch]").forEach((box) => (box.checked = !isOff()));
}

function stepTo(step) {
  const rows = [...document.querySelectorAll("[data-behaviour~=rows] [data-row]")];
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  rows[at + step]?.click();
}

function markCurrent(chosen) {
  document.querySelectorAll("[data-behaviour~=rows] [data-row]").forEach((row) => {
    row === chosen ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  });
  chosen.scrollIntoView({ block: "nearest" });
}

export function attachRows(list) {
  list.addEventListener("focusin", (event) => {
    const at = event.target.closest("[data-row]");
    list.querySelectorAll("[data-row]").forEach((row) => row.toggleAttribute("data-at", row === at));
  });
  // A row whose ticket was brought in beside the list.
  list.addEventListener("htmx:after:swap", (event) => event.target.matches("[data-row]") && markCurrent(event.target));
  list.querySelector("[data-row][aria-current]")?.scrollIntoView({ block: "nearest" });
}
