// <form id="bulk" data-behaviour="selection">: which tickets are ticked, across pages that htmx brings in and takes away.
// Boxes are <input type="checkbox" name="ticket" form="bulk">; x ticks the row at hand, Shift+x and Shift+click a range.
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const BOX = 'input[type="checkbox"][name="ticket"]';

export function attachSelection(bar) {
  const chosen = new Map(); // number → whether it is somebody else's
  let anchor = null;

  const boxes = () => [...document.querySelectorAll(BOX)];

  function note(box) {
    if (box.checked) chosen.set(box.value, box.dataset.foreign !== undefined);
    else chosen.delete(box.value);
  }

  function show() {
    const here = boxes();
    const away = [...chosen.keys()].filter((number) => !here.some((box) => box.value === number));
    const words = bar.querySelector("[data-selected]");
    words.textContent = words.dataset.words.replace("%s", chosen.size);
    const foreign = [...chosen.values()].filter(Boolean).length;
    const others = bar.querySelector("[data-foreign-count]");
    others.hidden = !foreign;
    others.textContent = others.dataset.words.replace("%s", foreign);
    // What is ticked on a page that is gone is sent along, and keeps the bar in sight.
    bar.toggleAttribute("data-kept", away.length > 0);
    bar.querySelectorAll("[data-away]").forEach((field) => field.remove());
    for (const number of away) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "ticket", value: number });
      field.dataset.away = "";
      bar.append(field);
    }
    document.querySelectorAll("[data-select-all]").forEach((all) => {
      const ticked = here.filter((box) => box.checked).length;
      all.checked = here.length > 0 && ticked === here.length;
      all.indeterminate = ticked > 0 && ticked < here.length;
    });
  }

  function tick(list, isChecked) {
    for (const box of list) {
      box.checked = isChecked;
      note(box);
    }
    show();
  }

  function range(from, to) {
    const all = boxes();
    const [a, b] = [all.indexOf(from), all.indexOf(to)].sort((x, y) => x - y);
    return a < 0 ? [to] : all.slice(a, b + 1);
  }

  function boxAtHand() {
    const row = document.querySelector("[data-row][data-at]") ?? document.activeElement?.closest?.("[data-row]");
    return row?.closest("tr, li, [data-selectable]")?.querySelector(BOX);
  }

  function onClick(event) {
    const box = event.target.closest?.(BOX);
    if (box) {
      if (event.shiftKey && anchor?.isConnected) tick(range(anchor, box), box.checked);
      anchor = box;
    }
    if (event.target.closest?.("[data-select-page]")) tick(boxes(), true);
    if (event.target.closest?.("[data-select-none]")) clear();
  }

  function onChange(event) {
    if (event.target.matches?.(BOX)) {
      note(event.target);
      show();
    } else if (event.target.matches?.("[data-select-all]")) tick(boxes(), event.target.checked);
  }

  function clear() {
    chosen.clear();
    tick(boxes(), false);
  }

  function onKey(event) {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && chosen.size && !document.querySelector("details.pop-wrap[open]")) return clear();
    if (event.key.toLowerCase() !== "x" || localStorage.getItem("shortcuts-off") === "1") return;
    const box = boxAtHand();
    if (!box) return;
    event.preventDefault();
    if (event.shiftKey && anchor?.isConnected) tick(range(anchor, box), true);
    else tick([box], !box.checked);
    anchor = box;
  }

  // Rows that come back, or come anew, are ticked as they were.
  function restore() {
    if (!bar.isConnected) return stop();
    for (const box of boxes()) box.checked = chosen.has(box.value);
    show();
  }

  const listeners = { click: onClick, change: onChange, keydown: onKey, "htmx:after:swap": restore };
  function stop() {
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
  }
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
  boxes().forEach(note); // what the browser kept over a step back
  show();
}
