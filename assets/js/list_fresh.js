// <p data-behaviour="list-fresh" data-url="/desk/fresh/" data-words="%s phiếu mới">: keeps the rows of a list true in place.
// What a row says changes where it stands; rows change places only while no hand, focus or tick is in the list. What is
// new above waits behind a quiet line, what has left stays, dimmed, until the list is loaded again.
const EVERY = 15_000;
const SOON = 500;

// By number: a row of the list, or of the table. Both carry the mark of who is at the ticket.
const rowOf = (mark) => mark.closest("tr") ?? mark.closest("[data-row]");
const rowsIn = (root) => new Map([...root.querySelectorAll("[data-behaviour~=rows] [data-here]")].map((mark) => [mark.dataset.here, rowOf(mark)]));
const unitOf = (row) => row?.closest("[data-selectable]") ?? row; // with the box that ticks it

function isInHand(list) {
  return list.matches(":hover") || list.contains(document.activeElement) || list.querySelector("input:checked, details[open]");
}

// The same element goes on, with its focus, its tick and who is shown at it.
function patch(row, fresh) {
  row.classList.remove("is-gone");
  if (row.matches("tr") && row.contains(document.activeElement)) return;
  for (const name of ["unread", "is-unread"]) row.classList.toggle(name, fresh.classList.contains(name));
  fresh.querySelector("[data-here]").replaceWith(row.querySelector("[data-here]").cloneNode(true));
  if (row.innerHTML === fresh.innerHTML) return;
  const boxes = [...row.querySelectorAll("input")].map((box) => box.checked);
  row.innerHTML = fresh.innerHTML;
  row.querySelectorAll("input").forEach((box, i) => (box.checked = boxes[i] ?? false));
}

// In the order of the fresh list, and the first row that is seen stays where it is on the screen.
function sort(list, shown, order) {
  const top = list.getBoundingClientRect().top;
  const anchor = [...shown.values()].find((row) => row.getBoundingClientRect().bottom > top);
  const before = anchor?.getBoundingClientRect().top;
  for (const box of list.querySelectorAll("[data-behaviour~=rows]")) {
    const own = order.map((key) => unitOf(shown.get(key))).filter((unit) => unit && box.contains(unit));
    const home = own[0]?.parentElement;
    const now = [...(home?.children ?? [])].filter((unit) => own.includes(unit));
    if (own.every((unit, i) => unit === now[i])) continue;
    const end = now.at(-1).nextSibling;
    own.forEach((unit) => home.insertBefore(unit, end));
  }
  if (anchor && list.scrollTop) list.scrollTop += anchor.getBoundingClientRect().top - before;
}

export function attachListFresh(line) {
  const list = line.closest("[data-list]");
  let asked = performance.now();
  let later;

  function announce(n) {
    line.hidden = !n;
    const words = line.querySelector("[data-words-here]");
    const said = line.dataset.words.replace("%s", n);
    if (n && words.textContent !== said) words.textContent = said;
  }

  function show(page) {
    const shown = rowsIn(list);
    const fresh = rowsIn(page);
    const order = [...fresh.keys()];
    const isWhole = !page.querySelector("#inbox-more");
    const last = order.findLastIndex((key) => shown.has(key));
    for (const [key, row] of shown) {
      if (fresh.has(key)) patch(row, fresh.get(key));
      else if (isWhole) row.classList.add("is-gone");
    }
    announce(order.filter((key, i) => !shown.has(key) && (isWhole || i < last)).length);
    if (!isInHand(list)) sort(list, shown, order);
  }

  async function ask() {
    if (document.visibilityState !== "visible") return;
    asked = performance.now();
    const query = new URLSearchParams(location.search);
    query.delete("t");
    const headers = { "HX-Request": "true", "HX-Target": "div#inbox-more" };
    try {
      const answer = await fetch(`${line.dataset.url}?${query}`, { headers });
      if (!answer.ok || answer.redirected || !line.isConnected) return;
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // Offline: what is shown stays, and says so elsewhere.
    }
  }

  function tick() {
    if (!line.isConnected) return clearInterval(timer);
    if (performance.now() - asked >= EVERY) ask();
  }

  function soon() {
    if (!line.isConnected) return document.body.removeEventListener("ticket-changed", soon);
    clearTimeout(later);
    later = setTimeout(ask, SOON);
  }

  const timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => line.isConnected && tick());
  document.body.addEventListener("ticket-changed", soon);
}
