// <dialog id="palette" data-behaviour="palette">: Ctrl+K finds tickets, customers and things, opens pages, presses the buttons of
// the open ticket. <a href="/desk/search/" data-behaviour="palette-open"> opens it; without script that is the page of the search.
import { labelOf, offered } from "./key_sheet.js";
import { isComposing, ownKey } from "./shortcuts.js";

const PAUSE = 150; // of the fingers, before anything is asked
const PATIENCE = 300; // before the shape of a list stands in for it
const BUTTONS = "#ticket-head :is(a.btn[href], button, summary.btn)";

const isShown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;
const fold = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replaceAll("đ", "d");

function matches(text, words) {
  const plain = ` ${fold(text)}`;
  return fold(words).split(/\s+/).filter(Boolean).every((word) => plain.includes(` ${word}`));
}

export function attachPaletteOpener(opener) {
  opener.addEventListener("click", (event) => {
    const dialog = document.getElementById("palette");
    if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.dispatchEvent(new Event("palette:open"));
  });
}

export function attachPalette(dialog) {
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const [found, actions, pages, none, skeleton, offline, status] = ["found", "actions", "pages", "none", "skeleton", "lost", "status"].map(part);
  const words = dialog.dataset;
  let timer, slow, request, asked;

  const options = () => [...list.querySelectorAll("[role=option]")].filter(isShown);
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    list.querySelectorAll("[aria-selected=true]").forEach((one) => one.setAttribute("aria-selected", "false"));
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.id ||= `palette-${Math.random().toString(36).slice(2)}`;
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function walk(step) {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
  }

  function settle() {
    const all = options();
    choose(all[0]);
    none.hidden = all.length > 0 || list.getAttribute("aria-busy") === "true";
    status.textContent = all.length ? words.count.replace("%s", all.length) : "";
  }

  function showPages() {
    const text = field.value.trim();
    pages.querySelectorAll("[role=option]").forEach((page) => (page.hidden = text !== "" && !matches(page.textContent, text)));
    pages.hidden = ![...pages.querySelectorAll("[role=option]")].some((page) => !page.hidden);
  }

  // What can be done here now: the buttons of the open ticket, and whatever else has a key.
  function readActions() {
    const targets = new Map(offered().filter(({ key, target }) => !key.includes(" ") && !target.matches("input, textarea")).map(({ key, target }) => [target, key]));
    document.querySelectorAll(BUTTONS).forEach((one) => isShown(one) && !one.closest(".pop") && !targets.has(one) && targets.set(one, ""));
    const rows = [...targets].filter(([target]) => target.dataset.behaviour !== "palette-open").map(([target, key]) => row(target, key));
    actions.replaceChildren(...actions.querySelectorAll(".pal-h"), ...rows.filter(Boolean));
  }

  function row(target, key) {
    const label = labelOf(target);
    if (!label) return null;
    const option = Object.assign(document.createElement("div"), { className: "pal-a" });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = Object.assign(document.createElement("span"), { className: "min-w-0 flex-1 truncate", textContent: label });
    option.append(name);
    if (key) option.append(Object.assign(document.createElement("span"), { className: "kbd-k", textContent: ownKey(key).replace("+", " ").toUpperCase() }));
    option.target = target;
    return option;
  }

  function showActions() {
    const text = field.value.trim();
    const rows = [...actions.querySelectorAll("[role=option]")];
    rows.forEach((one) => (one.hidden = text === "" ? !one.querySelector(".kbd-k") : !matches(one.textContent, text)));
    actions.hidden = !rows.some((one) => !one.hidden);
  }

  async function ask() {
    const text = field.value.trim();
    if (text === asked) return;
    request?.abort();
    request = new AbortController();
    const mine = request;
    list.setAttribute("aria-busy", "true");
    clearTimeout(slow);
    slow = setTimeout(() => (skeleton.hidden = found.childElementCount > 0), PATIENCE);
    try {
      const answer = await fetch(`${words.url}?q=${encodeURIComponent(text)}`, { signal: mine.signal, headers: { "HX-Request": "true" } });
      if (answer.redirected) return location.reload();
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (mine !== request) return;
      found.innerHTML = html;
      asked = text;
      offline.hidden = true;
    } catch (error) {
      if (error.name === "AbortError") return;
      offline.hidden = false;
    }
    clearTimeout(slow);
    skeleton.hidden = true;
    list.setAttribute("aria-busy", "false");
    settle();
  }

  function onInput() {
    showActions();
    showPages();
    settle();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  function open() {
    if (document.querySelector("dialog[open]")) return;
    document.querySelectorAll("details[open].pop-wrap").forEach((details) => (details.open = false));
    field.value = "";
    asked = undefined;
    readActions();
    dialog.showModal();
    field.focus();
    showActions();
    showPages();
    settle();
    ask();
  }

  function take(option) {
    if (!option) return;
    if (option.href) return void (location.href = option.href);
    const { target } = option;
    dialog.close();
    target.focus();
    target.click();
    if (target.matches("summary")) target.parentElement.querySelector(".pop :is(a[href], button, input)")?.focus();
  }

  dialog.addEventListener("palette:open", open);
  dialog.addEventListener("close", () => {
    request?.abort();
    clearTimeout(timer);
    clearTimeout(slow);
    list.setAttribute("aria-busy", "false");
  });
  field.addEventListener("input", onInput);
  dialog.addEventListener("keydown", (event) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) walk(step);
    else if (event.key === "Enter" && event.target === field) take(chosen());
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    take(option);
  });
  dialog.addEventListener("click", (event) => {
    if ((event.target === dialog && event.detail > 0) || event.target.closest("[data-palette-close]")) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    dialog.open ? dialog.close() : open();
  });
}
