// The menu of a row: a button with form="row-quick" and the ticket's number, or a key on the row at hand, brings it in
// beside the row. Without this file the button leads to a page with the same menu. Esc and a click elsewhere close it.
const ROWS = "[data-behaviour~=rows] [data-row]";
const ITEMS = "summary, button:not(:disabled), a[href], select, input:not([type=hidden])";
const KEYS = new Set(["a", "Shift+a", "s", "p", "t", "z", "e"]);

export function attachRowMenu(panel) {
  const form = document.getElementById("row-quick");
  let from = null;

  const isShown = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true;
  const items = () => [...panel.querySelectorAll(ITEMS)].filter(isShown);

  function place(button) {
    const box = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = panel;
    const left = Math.max(8, Math.min(box.right - width, innerWidth - width - 8));
    const below = box.bottom + 4;
    const top = below + height <= innerHeight - 8 ? below : Math.max(8, Math.min(box.top - height - 4, innerHeight - height - 8));
    panel.style.left = `${left}px`;
    panel.style.top = `${top}px`;
  }

  async function open(button, part) {
    from = button;
    const address = `${form.getAttribute("action")}?${new URLSearchParams({ t: button.value, next: form.elements.next.value })}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return location.assign(address);
    if (from !== button) return;
    panel.innerHTML = await answer.text();
    panel.hidden = false;
    enter(part);
    place(button);
  }

  function enter(part) {
    const wanted = part && panel.querySelector(`[data-part="${CSS.escape(part)}"]`);
    if (wanted?.matches("details")) {
      wanted.open = true;
      return wanted.querySelector("form button, form input:not([type=hidden])")?.focus();
    }
    const first = wanted?.matches(ITEMS) ? wanted : wanted?.querySelector("select, button");
    (first ?? items()[0])?.focus();
  }

  function close({ refocus = false } = {}) {
    if (panel.hidden) return;
    panel.hidden = true;
    panel.replaceChildren();
    if (refocus) (from?.closest("tr, [data-selectable]")?.querySelector("[data-row]") ?? from)?.focus();
    from = null;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.('button[form="row-quick"]');
    if (button) {
      event.preventDefault();
      const wasOpen = from === button && !panel.hidden;
      close();
      if (!wasOpen) open(button);
    } else if (!panel.contains(event.target)) close();
  });
  document.addEventListener("rowkey", (event) => {
    const row = event.target.closest("tr, [data-selectable]");
    const button = row?.querySelector('button[form="row-quick"]');
    if (!button || !KEYS.has(event.detail)) return;
    event.preventDefault();
    close();
    open(button, event.detail);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close({ refocus: true });
    }
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.target.matches("select, input")) return;
    event.preventDefault();
    const all = items();
    const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    all[(next + all.length) % all.length]?.focus();
  });
  panel.addEventListener("toggle", () => from && place(from), true);
  document.addEventListener("htmx:after:swap", () => from && !from.isConnected && close());
}

// A key pressed on a row that is not the ticket open beside the list; true where the row has a menu for it.
export function rowTakes(key) {
  const row = document.activeElement?.closest?.(ROWS);
  if (!row || row.hasAttribute("aria-current") || document.querySelector('[name="ticket"]:checked')) return false;
  return !row.dispatchEvent(new CustomEvent("rowkey", { detail: key, bubbles: true, cancelable: true }));
}
