// One-letter keys. j and k walk the rows, o opens one; any [data-hotkey="x"] is pressed or focused by x. "Shift+a" is a letter
// with Shift, "g i" two keys within a second. Silent while somebody types or an input method composes, in dialogs, and when
// switched off. What a person switched off or put on other keys is theirs on this machine.
import { rowTakes } from "./row_menu.js";

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const ROWS = "[data-behaviour~=rows] [data-row]";
const OFF = "shortcuts-off"; // of whoever sits here now, for every module that listens to keys
const WINDOW = 1000;
const COMPOSING = new Set(["Process", "Unidentified", "Dead"]);
const ITEMS = "a[href], button:not(:disabled), input:not([type=hidden]), select, textarea";

let own = { off: false, keys: {} };
let lead = "";
let leadUntil = 0;

const person = () => document.getElementById("shortcuts")?.dataset.person ?? "";

function recall() {
  try {
    own = { off: false, keys: {}, ...JSON.parse(localStorage.getItem(`shortcuts:${person()}`) || "{}") };
  } catch {
    own = { off: false, keys: {} };
  }
  store(OFF, own.off ? "1" : "0");
}

function store(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Full or forbidden storage: it lasts as long as the page.
  }
}

function remember() {
  store(`shortcuts:${person()}`, JSON.stringify(own));
  store(OFF, own.off ? "1" : "0");
}

export const areShortcutsOff = () => own.off;
export const ownKey = (key) => own.keys[key] ?? key;

export function switchShortcuts(isOn) {
  own.off = !isOn;
  remember();
}

export function chooseKey(key, chosen) {
  if (chosen === key) delete own.keys[key];
  else own.keys[key] = chosen;
  remember();
}

export function forgetKeys() {
  own.keys = {};
  remember();
}

export function isComposing(event) {
  return event.isComposing || event.keyCode === 229 || COMPOSING.has(event.key);
}

// The name of a pressed key: "a", "Shift+a", "?", "Shift+."; empty for what is no such key.
export function keyOf(event) {
  if (event.key.length !== 1 || event.key === " ") return "";
  if (event.shiftKey && event.code === "Period") return "Shift+.";
  const small = event.key.toLowerCase();
  const isLetter = small !== event.key.toUpperCase();
  return event.shiftKey && isLetter ? `Shift+${small}` : small;
}

function meant(pressed) {
  const moved = Object.entries(own.keys).find(([, chosen]) => chosen === pressed);
  if (moved) return moved[0];
  return pressed in own.keys ? "" : pressed;
}

function isQuiet(event) {
  if (event.defaultPrevented || isComposing(event)) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target.closest?.(TYPING) || document.querySelector("dialog[open]") || own.off;
}

const isShown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;

export function pressable(key) {
  const all = [...document.querySelectorAll(`[data-hotkey="${CSS.escape(key)}"]`)];
  if (key.includes(" ")) return all[0];
  const shown = all.filter((one) => isShown(one) && !one.closest("dialog"));
  // What is ticked comes before the one ticket that is open.
  return shown.find((one) => one.closest(".bulk-bar")) ?? shown[0];
}

const rows = () => [...document.querySelectorAll(ROWS)].filter(isShown);
const isAt = (row) => row === document.activeElement || row.matches("[data-at]");

function walk(step) {
  const all = rows();
  if (!all.length) return false;
  const at = all.findIndex(isAt);
  const from = at < 0 ? all.findIndex((row) => row.hasAttribute("aria-current")) : at;
  const next = all[Math.min(all.length - 1, Math.max(0, from + step))];
  all.forEach((row) => row.toggleAttribute("data-at", row === next));
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function open() {
  const row = rows().find(isAt);
  row?.click();
  return Boolean(row);
}

export function press(key) {
  const target = pressable(key);
  if (!target) return false;
  if (target.matches("input, textarea, select")) {
    target.focus();
    target.select?.();
  } else {
    target.focus();
    target.click();
  }
  if (target.matches("summary") && target.parentElement.open) enter(target.parentElement);
  return true;
}

// A menu that a key opened is walked by keys.
function enter(details) {
  const first = () => [...details.querySelectorAll(ITEMS)].find(isShown);
  const focus = () => first()?.focus();
  focus();
  const later = new MutationObserver(() => details.open && !details.querySelector(".pop :focus") && focus());
  later.observe(details, { childList: true, subtree: true });
  details.addEventListener("toggle", () => details.open || later.disconnect());
}

function walkMenu(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
  const menu = event.target.closest?.("details[open]:has(.pop-menu)");
  if (!menu || event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return false;
  const items = [...menu.querySelectorAll(`.pop ${ITEMS.split(", ").join(", .pop ")}`)].filter(isShown);
  const at = items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  items[(at + items.length) % items.length]?.focus();
  return items.length > 0;
}

// From a row the arrows walk too, and Esc leaves the words that are being written, so that keys are keys again.
function walkRows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  return Boolean(step && event.target.matches?.(ROWS)) && !event.ctrlKey && !event.metaKey && !event.altKey && walk(step);
}

function leave(event) {
  if (event.key !== "Escape" || !event.target.matches?.(".composer textarea")) return false;
  document.getElementById("conversation")?.focus({ preventScroll: true });
  return true;
}

function obey(key) {
  const now = Date.now();
  const pair = lead && now < leadUntil ? `${lead} ${key}` : "";
  lead = "";
  if (pair && pressable(pair)) return press(pair);
  if (!key) return false;
  if (document.querySelector(`[data-hotkey^="${CSS.escape(key)} "]`)) {
    [lead, leadUntil] = [key, now + WINDOW];
    return true;
  }
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  if (key === "o") return open();
  // From row to row, so that the focus stays in the list; past its end by the link of the ticket.
  if ((key === "]" || key === "[") && stepTo(key === "]" ? 1 : -1)) return true;
  // What is done to the row at hand, before the ticket that is open.
  return rowTakes(key) || press(key);
}

export function listenForShortcuts() {
  recall();
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isComposing(event)) return;
    if (walkMenu(event) || walkRows(event) || leave(event)) return event.preventDefault();
    if (isQuiet(event)) return;
    const key = keyOf(event);
    if (key && obey(meant(key))) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-row-step]");
    if (button) stepTo(Number(button.dataset.rowStep));
  });
}

function neighbour(step) {
  const all = [...document.querySelectorAll(ROWS)];
  return all[all.findIndex((row) => row.hasAttribute("aria-current")) + step];
}

function stepTo(step) {
  const row = document.querySelector(`${ROWS}[aria-current]`) && neighbour(step);
  row?.focus();
  row?.click();
  return Boolean(row);
}

function leadTo(dialog, address) {
  const next = dialog.querySelector("[name=next]");
  if (!next) return false;
  const before = next.value;
  const { pathname, search } = new URL(address, location.href);
  next.value = pathname + search;
  dialog.addEventListener("close", () => (next.value = before), { once: true });
  return true;
}

// "Resolve and next": the dialog is the same, only where it leads to is the ticket behind this one.
export function attachResolveNext(button) {
  button.addEventListener("click", () => {
    const dialog = document.getElementById("resolve");
    const address = button.dataset.next || (neighbour(1) ?? neighbour(-1))?.href;
    if (!dialog || !address || leadTo(dialog, address)) return;
    // Its form is still on the way.
    const later = new MutationObserver(() => leadTo(dialog, address) && later.disconnect());
    later.observe(dialog, { childList: true, subtree: true });
    dialog.addEventListener("close", () => later.disconnect(), { once: true });
  });
}

function markCurrent(chosen) {
  document.querySelectorAll(ROWS).forEach((row) => {
    row === chosen ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  });
  chosen.scrollIntoView({ block: "nearest" });
}

export function attachRows(list) {
  list.addEventListener("focusin", (event) => {
    const at = event.target.closest("[data-row]");
    if (at) list.querySelectorAll("[data-row]").forEach((row) => row.toggleAttribute("data-at", row === at));
  });
  // A row whose ticket was brought in beside the list.
  list.addEventListener("htmx:after:swap", (event) => event.target.matches("[data-row]") && markCurrent(event.target));
  list.querySelector("[data-row][aria-current]")?.scrollIntoView({ block: "nearest" });
}
