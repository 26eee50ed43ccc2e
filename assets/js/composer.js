// Reply or note in one form: switch, Ctrl+Enter, and a draft of each: on the server within seconds, on this machine at
// once, until it is sent. The words of one kind never become those of the other.
import { fit } from "./autosize.js";

const DRAFT_DELAY = 400;
const SAVE_EVERY = 8000;

function store(key, text) {
  try {
    text ? localStorage.setItem(key, text) : localStorage.removeItem(key);
  } catch {
    // Full or forbidden storage: the draft lives as long as the page.
  }
}

function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

// Sent words are forgotten only when the server took them, which it says by a redirect; going back after a lost
// connection finds them again.
function cameByRedirect() {
  return performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
}

export function attachComposer(composer) {
  const form = composer.closest("form") ?? composer.querySelector("form");
  const area = form.querySelector("textarea");
  const tabs = [...composer.querySelectorAll("[data-mode]")];
  const saved = composer.querySelector("[data-saved]");
  const other = composer.querySelector("[data-other]");
  const draftUrl = composer.dataset.draftUrl;
  let timer, saver;
  let isSending = false;

  const mode = () => (composer.classList.contains("is-note") ? "note" : "reply");
  const key = () => `draft:${composer.dataset.draftKey}:${mode()}`;
  let onServer = area.value;
  const begun = area.value;
  // Which words of the draft this window began with: another window may have written on.
  let base = composer.dataset.base ?? "";
  let otherBase = composer.dataset.otherBase ?? "";
  let isSaving = false;
  const clash = form.querySelector("[data-clash]");
  let elsewhere;

  function paint(next) {
    composer.classList.toggle("is-note", next === "note");
    tabs.forEach((tab) => {
      const isOn = tab.dataset.mode === next;
      tab.setAttribute("aria-selected", String(isOn));
      tab.tabIndex = isOn ? 0 : -1;
    });
    area.setAttribute("aria-label", composer.dataset[next === "note" ? "noteLabel" : "replyLabel"]);
    // Enter in another field must press the button of this mode, so the other one is off.
    composer.querySelectorAll("button[type=submit]").forEach((button) => {
      button.disabled = !button.closest(`.when-${next}`);
    });
  }

  function swapWords(next) {
    if (!other || next === mode()) return;
    save();
    [area.value, other.value] = [other.value, area.value];
    [base, otherBase] = [otherBase, base];
    onServer = area.value;
    if (clash) clash.hidden = true;
    goOn();
    fit(area);
  }

  // Whoever comes back to words goes on at their end.
  function goOn() {
    if (document.activeElement !== area) area.setSelectionRange(area.value.length, area.value.length);
  }

  // On the server: any machine finds it. What fails is tried again with the next letter; this machine has it anyway.
  function save({ keepalive = false } = {}) {
    clearTimeout(saver);
    saver = undefined;
    if (!draftUrl || isSending || area.value === onServer || (clash && !clash.hidden)) return;
    // One after the other, each on the version that the last one made; who leaves cannot wait.
    if (isSaving && !keepalive) return (saver = setTimeout(save, 500));
    const words = area.value;
    const of = mode();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "client_key", "seen"]) data.set(name, form.elements[name]?.value ?? "");
    data.set("kind", of === "note" ? "note" : "public");
    data.set("body", words);
    if (!isSaving) data.set("base", base);
    onServer = words;
    isSaving = true;
    fetch(draftUrl, { method: "POST", body: data, headers: { Accept: "application/json" }, keepalive })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then((answer) => (answer.clash ? onClash(answer, of) : onSaved(answer, of, words)))
      .catch(() => (onServer = undefined))
      .finally(() => (isSaving = false));
  }

  function onSaved(answer, of, words) {
    of === mode() ? (base = answer.version) : (otherBase = answer.version);
    if (of === mode() && area.value === words) keepDraft();
    if (saved && words) saved.textContent = `${composer.dataset.savedWords} ${answer.saved}`;
  }

  // Written on in another window of the same person: both texts are kept until they choose.
  function onClash(answer, of) {
    onServer = undefined;
    if (of !== mode()) return;
    elsewhere = answer.body;
    base = answer.version;
    clash.hidden = false;
  }

  clash?.querySelector("[data-clash-swap]").addEventListener("click", () => {
    [area.value, elsewhere] = [elsewhere, area.value];
    fit(area);
    area.focus();
  });
  clash?.querySelector("[data-clash-keep]").addEventListener("click", () => {
    clash.hidden = true;
    keepDraft();
    save();
    area.focus();
  });

  function switchTo(next) {
    swapWords(next);
    paint(next);
    restoreDraft();
    area.focus({ preventScroll: true });
  }

  function keepDraft({ isSent = false } = {}) {
    store(key(), area.value.trim() ? JSON.stringify({ text: area.value, isSent, base }) : "");
    if (saved) saved.hidden = !area.value.trim();
  }

  function restoreDraft() {
    if (!composer.dataset.draftKey) return;
    const draft = JSON.parse(recall(key()) || "null");
    if (!draft || draft.text === area.value) return;
    // Begun with the very words that the server has, so it is newer: the page was left in the middle of it.
    if (area.value && (draft.isSent || draft.base !== base)) return;
    // Sent, or cleared away on another machine: what the server was given it knows better.
    if (draft.isSent && (cameByRedirect() || draftUrl)) return store(key(), "");
    area.value = draft.text;
    if (saved) saved.hidden = false;
    saver ??= setTimeout(save, DRAFT_DELAY);
    fit(area);
  }

  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => switchTo(tab.dataset.mode));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const next = tabs[(i + 1) % tabs.length];
      switchTo(next.dataset.mode);
      next.focus();
    });
  });
  area.addEventListener("input", () => {
    fit(area);
    clearTimeout(timer);
    timer = setTimeout(() => keepDraft(), DRAFT_DELAY);
    saver ??= setTimeout(save, SAVE_EVERY);
  });
  area.addEventListener("blur", () => save());
  const onLeave = () => {
    if (!form.isConnected) return removeEventListener("pagehide", onLeave);
    if (!isSending && area.value !== begun) keepDraft();
    save({ keepalive: true });
  };
  addEventListener("pagehide", onLeave);
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    const button = composer.querySelector("[data-send]:not(:disabled)") ?? composer.querySelector("button[type=submit]:not(:disabled)");
    if (area.value.trim()) form.requestSubmit(button);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    clearTimeout(saver);
    isSending = true;
    setTimeout(() => (isSending = false), 20_000);
    keepDraft({ isSent: true });
  });
  // Words of others came in above. Who is not writing has read them; who writes says so, or the server asks.
  const news = form.querySelector("[data-news]");
  const seen = form.querySelector("[name=seen]");
  const pending = form.elements.seen_pending;
  const shown = () => document.querySelector("[data-public-count]")?.dataset.publicCount;
  const onItsWay = () => Math.max(0, ...[...document.querySelectorAll("[data-pending]")].map((each) => Number(each.dataset.pending)));
  const read = () => {
    seen.value = shown();
    if (pending) pending.value = Math.max(onItsWay(), Number(pending.value));
    news.hidden = true;
  };
  const isNew = () => Number(shown()) > Number(seen.value) || (pending && onItsWay() > Number(pending.value));
  const onSwap = () => {
    if (!form.isConnected) return document.removeEventListener("htmx:after:swap", onSwap);
    if (!seen || !isNew()) return;
    area.value.trim() ? (news.hidden = false) : read();
  };
  document.addEventListener("htmx:after:swap", onSwap);
  news?.querySelector("[data-news-read]")?.addEventListener("click", () => {
    read();
    area.focus();
  });
  document.addEventListener("keydown", onUndoKey);
  paint(mode());
  restoreDraft();
  goOn();
}

// Ctrl+Z where nobody is typing takes back the answer that is on its way.
function onUndoKey(event) {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  const field = event.target.closest?.("input, textarea, select");
  if (field?.value || document.querySelector("dialog[open]")) return;
  const button = document.querySelector("button[data-undo]");
  if (!button) return;
  event.preventDefault();
  document.removeEventListener("keydown", onUndoKey);
  button.click();
}
