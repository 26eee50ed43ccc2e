// Reply or note in one form: switch, Ctrl+Enter, and a draft kept on this machine until it is sent.
import { fit } from "./autosize.js";

const DRAFT_DELAY = 400;

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
  const key = `draft:${composer.dataset.draftKey}`;
  let timer;

  const mode = () => (composer.classList.contains("is-note") ? "note" : "reply");

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

  function switchTo(next) {
    paint(next);
    area.focus({ preventScroll: true });
  }

  function keepDraft({ isSent = false } = {}) {
    store(key, area.value.trim() ? JSON.stringify({ mode: mode(), text: area.value, isSent }) : "");
    if (saved) saved.hidden = !area.value.trim();
  }

  function restoreDraft() {
    if (area.value || !composer.dataset.draftKey) return;
    const draft = JSON.parse(recall(key) || "null");
    if (!draft) return;
    if (draft.isSent && cameByRedirect()) return store(key, "");
    area.value = draft.text;
    paint(draft.mode);
    if (saved) saved.hidden = false;
    fit(area);
  }

  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => switchTo(tab.dataset.mode));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = tabs[(i + 1) % tabs.length];
      switchTo(other.dataset.mode);
      other.focus();
    });
  });
  area.addEventListener("input", () => {
    fit(area);
    clearTimeout(timer);
    timer = setTimeout(() => keepDraft(), DRAFT_DELAY);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    const button = composer.querySelector("button[type=submit]:not(:disabled)");
    if (area.value.trim()) form.requestSubmit(button);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keepDraft({ isSent: true });
  });
  // Words of others came in above. Who is not writing has read them; who writes says so, or the server asks.
  const news = form.querySelector("[data-news]");
  const seen = form.querySelector("[name=seen]");
  const shown = () => document.querySelector("[data-public-count]")?.dataset.publicCount;
  const read = () => {
    seen.value = shown();
    news.hidden = true;
  };
  const onSwap = () => {
    if (!form.isConnected) return document.removeEventListener("htmx:after:swap", onSwap);
    if (!seen || Number(shown()) <= Number(seen.value)) return;
    area.value.trim() ? (news.hidden = false) : read();
  };
  document.addEventListener("htmx:after:swap", onSwap);
  news?.querySelector("[data-news-read]")?.addEventListener("click", () => {
    read();
    area.focus();
  });
  paint(mode());
  restoreDraft();
}
