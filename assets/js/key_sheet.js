// <dialog id="shortcuts" data-behaviour="key-sheet">: the keys that this page offers now, read from its buttons, and the choice of others.
import { areShortcutsOff, chooseKey, forgetKeys, isComposing, keyOf, ownKey, pressable, switchShortcuts } from "./shortcuts.js";

const GROUPS = [
  ["list", ".bulk-bar, .inbox-list, [data-behaviour~=rows]"],
  ["ticket", ".ticket-pane, #ticket-head, #content"],
  ["page", "*"],
];

const isShown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;

// "Giao phiếu (A)" is called "Giao phiếu".
export function labelOf(element) {
  const plain = element.cloneNode(true);
  plain.querySelectorAll("[aria-hidden=true]").forEach((one) => one.remove());
  const words = element.title || element.getAttribute("aria-label") || plain.textContent;
  return words.replace(/\s*\([^()]{1,9}\)\s*$/, "").replace(/\s+/g, " ").trim();
}

export function offered() {
  const keys = new Set([...document.querySelectorAll("[data-hotkey]")].map((one) => one.dataset.hotkey));
  return [...keys].map((key) => ({ key, target: pressable(key) })).filter(({ target }) => target);
}

function groupOf({ key, target }) {
  if (key.includes(" ")) return "go";
  return GROUPS.find(([, where]) => target.closest(where))[0];
}

// Keys that belong to no single button.
function fixed(words) {
  const has = (selector) => [...document.querySelectorAll(selector)].some(isShown);
  const all = [
    ["list", "j", words.next, "[data-row]"],
    ["list", "k", words.previous, "[data-row]"],
    ["list", "o", words.open, "[data-row]"],
    ["list", "x", words.tick, "[name=ticket][type=checkbox]"],
    ["list", "Shift+x", words.range, "[name=ticket][type=checkbox]"],
    ["ticket", "Ctrl+Enter", words.send, ".composer"],
    ["ticket", "Ctrl+z", words.undo, "button[data-undo]"],
    ["ticket", "Esc", words.leave, ".composer"],
    ["page", "Ctrl+k", words.palette, "#palette, body"],
  ];
  return all.filter(([, , , where]) => has(where)).map(([group, key, label]) => ({ group, key, label }));
}

function caps(key) {
  return key.split(/[+ ]/).filter(Boolean).map((part) => (part.length === 1 ? part.toUpperCase() : part));
}

function keyCaps(key) {
  const drawn = caps(key).map((cap) => Object.assign(document.createElement("span"), { className: "kbd-k", textContent: cap }));
  return drawn.flatMap((cap, i) => (i ? [" ", cap] : [cap])); // read aloud as two keys
}

export function attachKeySheet(dialog) {
  const list = dialog.querySelector("[data-keys]");
  const said = dialog.querySelector("[data-said]");
  const box = dialog.querySelector("[data-shortcuts-switch]");
  const words = dialog.dataset;
  let waiting = null;

  function entries() {
    const buttons = offered().map((one) => ({ group: groupOf(one), key: one.key, label: labelOf(one.target) }));
    return [...fixed(words), ...buttons];
  }

  function line({ key, label }) {
    const row = document.createElement("div");
    row.className = "key-row";
    const name = Object.assign(document.createElement("dd"), { textContent: label });
    const term = document.createElement("dt");
    const canMove = !/Ctrl|Enter|Esc| /.test(key) && key !== "?" && !/^(Shift\+)?x$/.test(key);
    const holder = document.createElement(canMove ? "button" : "span");
    holder.className = "key-caps";
    holder.append(...keyCaps(ownKey(key)));
    if (canMove) {
      holder.type = "button";
      holder.title = words.change;
      holder.setAttribute("aria-label", `${label}: ${caps(ownKey(key)).join(" ")}. ${words.change}`);
      holder.addEventListener("click", () => ask(key, label, holder));
    }
    term.append(holder);
    row.append(term, name);
    return row;
  }

  function paint() {
    const all = entries();
    list.replaceChildren();
    for (const group of ["list", "ticket", "page", "go"]) {
      const own = all.filter((one) => one.group === group);
      if (!own.length) continue;
      const title = Object.assign(document.createElement("h3"), { className: "sec-h", textContent: words[`group${group}`] });
      const part = document.createElement("dl");
      part.append(...own.map(line));
      const section = document.createElement("section");
      section.append(title, part);
      list.append(section);
    }
  }

  function ask(key, label, holder) {
    waiting = { key, label, holder };
    said.textContent = words.press.replace("%s", label);
  }

  function take(event) {
    if (!waiting || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Shift" || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const chosen = keyOf(event);
    const { key, label } = waiting;
    waiting = null;
    said.textContent = "";
    if (event.key === "Escape" || !chosen) return;
    const taken = entries().find((one) => one.key !== key && ownKey(one.key) === chosen);
    if (taken) return void (said.textContent = words.taken.replace("%s", taken.label));
    chooseKey(key, chosen);
    paint();
    said.textContent = words.changed.replace("%s", label);
    list.querySelector(`[aria-label^="${CSS.escape(label)}:"]`)?.focus();
  }

  dialog.addEventListener("keydown", take, true);
  dialog.addEventListener("cancel", (event) => waiting && event.preventDefault());
  dialog.querySelector("[data-keys-reset]").addEventListener("click", () => {
    forgetKeys();
    paint();
  });
  box.checked = !areShortcutsOff();
  box.addEventListener("change", () => switchShortcuts(box.checked));
  new MutationObserver(() => dialog.open && paint()).observe(dialog, { attributeFilter: ["open"] });
}

