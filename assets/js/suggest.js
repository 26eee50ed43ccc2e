// While writing: @ in a note offers colleagues, / at the beginning of a line of an answer offers canned replies.
// Arrows choose, Enter or Tab takes, Esc closes; nothing happens while an input method composes.
const WAIT = 120;

export function attachSuggest(composer) {
  const area = composer.querySelector("textarea[name=body]");
  const list = document.createElement("ul");
  list.className = "pop pop-menu suggest";
  list.id = "composer-suggest";
  list.setAttribute("role", "listbox");
  list.tabIndex = 0; // scrolls; Tab takes what is chosen before it gets here
  list.hidden = true;
  area.parentElement.append(list);
  area.setAttribute("aria-autocomplete", "list");
  let rows = [];
  let at = 0;
  let start = 0;
  let timer;

  const isNote = () => composer.classList.contains("is-note");

  function asked() {
    const before = area.value.slice(0, area.selectionStart);
    const found = isNote() ? /(?:^|[\s(])@([^\s@]{0,30}(?: [^\s@]{1,20}){0,3})$/u.exec(before) : /(?:^|\n)\/([^\n]{0,40})$/u.exec(before);
    if (!found) return undefined;
    start = area.selectionStart - found[1].length - 1;
    return found[1];
  }

  function close() {
    list.hidden = true;
    rows = [];
    area.removeAttribute("aria-activedescendant");
  }

  function mark(next) {
    at = (next + rows.length) % rows.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    area.setAttribute("aria-activedescendant", `suggest-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function hint(row) {
    if (row.sees === false) return `${row.name}: ${composer.dataset.blindWords}`;
    if (row.missing?.length) return `${composer.dataset.missingWords} ${row.missing.join(", ")}`;
    return row.team ?? row.body?.slice(0, 80) ?? "";
  }

  function item(row, i) {
    const line = document.createElement("li");
    line.className = "menu-a";
    line.id = `suggest-${i}`;
    line.setAttribute("role", "option");
    const name = document.createElement("b");
    name.textContent = row.shortcut ? `/${row.shortcut} ${row.title}` : (row.title ?? row.name);
    const more = document.createElement("span");
    more.className = "truncate text-xs text-muted";
    more.textContent = hint(row);
    line.append(name, more);
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      at = i;
      take();
    });
    return line;
  }

  function take() {
    const row = rows[at];
    if (!row || row.sees === false) return;
    if (!isNote() && row.id) note(row.id);
    const text = isNote() ? `@${row.name} ` : row.body;
    area.setRangeText(text, start, area.selectionStart, "end");
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  // Which canned replies the words were put together from is sent along, to be counted.
  function note(id) {
    const form = area.form;
    if (form.querySelector(`[name=canned][value="${id}"]`)) return;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "canned", value: id }));
  }

  async function offer() {
    const words = asked();
    if (words === undefined) return close();
    const url = isNote() ? composer.dataset.peopleUrl : composer.dataset.cannedUrl;
    const answer = await fetch(`${url}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
    if (!answer?.ok || asked() !== words) return close();
    rows = (await answer.json()).results.slice(0, 8);
    if (!rows.length) return close();
    list.setAttribute("aria-label", composer.querySelector(isNote() ? "[data-call]" : "[data-canned]")?.title ?? "");
    list.replaceChildren(...rows.map(item));
    list.hidden = false;
    mark(0);
  }

  area.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(offer, WAIT);
  });
  area.addEventListener("blur", () => setTimeout(close, 150));
  area.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) mark(at + step);
      else if (event.key === "Escape") close();
      else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  function begin(sign) {
    const before = area.value.slice(0, area.selectionStart);
    const gap = sign === "/" ? (before && !before.endsWith("\n") ? "\n" : "") : before && !/\s$/u.test(before) ? " " : "";
    area.focus();
    area.setRangeText(gap + sign, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  composer.querySelector("[data-call]")?.addEventListener("click", () => begin("@"));
  composer.querySelector("[data-canned]")?.addEventListener("click", () => begin("/"));
}
