// <span data-behaviour="here" data-url="…/here/">: says every 15 s that this ticket is open, and shows who else is at it.
// <div data-behaviour="here-list" data-url="/desk/here/">: the same for the rows of a list, without touching the rows.
// Asked only while somebody can see the page; without this file nobody is shown, and nothing else changes.
const EVERY = 15_000;
const TYPING = 10_000;
const SETTLE = 300;

let at; // the ticket this page is at: { url, html, timer, said }
let typedAt = -Infinity;
let idle;

const isSeen = () => document.visibilityState === "visible";
const doing = () => (performance.now() - typedAt < TYPING ? "editing" : "viewing");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function form(state) {
  const data = new FormData();
  data.set("doing", state);
  data.set("csrfmiddlewaretoken", token());
  return data;
}

function paint() {
  document.querySelectorAll("[data-behaviour~=here]").forEach((box) => {
    if (box.dataset.url === at?.url && box.innerHTML !== at.html) box.innerHTML = at.html;
  });
}

async function say() {
  const asked = at;
  if (!asked || !isSeen()) return;
  asked.said = doing();
  try {
    const answer = await fetch(asked.url, { method: "POST", body: form(asked.said) });
    asked.html = answer.ok && !answer.redirected ? (await answer.text()).trim() : "";
  } catch {
    asked.html = ""; // offline: nobody is known to be here
  }
  if (asked === at) paint();
}

function leave() {
  if (!at) return;
  clearInterval(at.timer);
  navigator.sendBeacon(at.url, form("gone"));
  at = undefined;
}

function tick() {
  if (!document.querySelector(`[data-behaviour~=here][data-url="${CSS.escape(at?.url ?? "")}"]`)) return leave();
  say();
}

export function attachHere(box) {
  if (at?.url === box.dataset.url) return paint(); // the head was drawn anew
  leave();
  typedAt = -Infinity;
  at = { url: box.dataset.url, html: "", timer: setInterval(tick, EVERY) };
  say();
}

// Numbers of the rows on the page, by the address that each opens.
function rows() {
  const found = new Map();
  document.querySelectorAll("[data-here]").forEach((mark) => {
    const list = found.get(mark.dataset.here) ?? [];
    found.set(mark.dataset.here, [...list, mark]);
  });
  return found;
}

export function attachHereList(element) {
  let known = {};
  let later;

  function show() {
    rows().forEach((marks, number) => {
      const one = known[number];
      marks.forEach((mark) => {
        mark.hidden = !one;
        mark.classList.toggle("is-editing", Boolean(one?.editing));
        const words = mark.querySelector("[data-words]");
        if (one && words.textContent !== one.words) words.textContent = one.words;
      });
    });
  }

  async function ask() {
    const numbers = [...rows().keys()].slice(0, 100);
    if (!isSeen() || !numbers.length) return;
    const query = new URLSearchParams(numbers.map((number) => ["t", number]));
    try {
      const answer = await fetch(`${element.dataset.url}?${query}`);
      known = answer.ok && !answer.redirected ? (await answer.json()).here : {};
    } catch {
      known = {};
    }
    show();
  }

  function tick() {
    element.isConnected ? ask() : clearInterval(timer);
  }

  const timer = setInterval(tick, EVERY);
  document.addEventListener("visibilitychange", () => element.isConnected && ask());
  // Rows that came in meanwhile: what is known at once, the rest in a moment.
  document.addEventListener("htmx:after:swap", () => {
    if (!element.isConnected) return;
    show();
    clearTimeout(later);
    later = setTimeout(ask, SETTLE);
  });
  ask();
}

export function listenForPresence() {
  document.addEventListener("input", (event) => {
    if (!at || !event.target.closest?.("[data-behaviour~=composer]")) return;
    typedAt = performance.now();
    if (at.said !== "editing") say();
    clearTimeout(idle);
    idle = setTimeout(say, TYPING);
  });
  document.addEventListener("visibilitychange", say);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("[data-behaviour~=here]").forEach(attachHere);
  });
}
