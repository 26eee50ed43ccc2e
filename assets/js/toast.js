// A word about our own action: counts its seconds down, then goes. data-seconds="0" stays until it is closed.
export function announce(text) {
  const region = document.getElementById("announcer");
  if (region && text) region.textContent = text;
}

export function attachToast(toast) {
  const seconds = toast.querySelector("[data-left]");
  let left = Number(toast.dataset.seconds || 0);
  let isHeld = false;

  toast.querySelector("[data-toast-close]")?.addEventListener("click", () => toast.remove());
  if (!left) return;
  // Nobody loses the undo button while reading it or reaching for it.
  for (const [start, end] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
    toast.addEventListener(start, () => (isHeld = true));
    toast.addEventListener(end, () => (isHeld = false));
  }
  const timer = setInterval(() => {
    if (isHeld) return;
    left -= 1;
    if (seconds) seconds.textContent = left;
    if (left > 0 && toast.isConnected) return;
    clearInterval(timer);
    toast.remove();
  }, 1000);
}

export function showToast(text) {
  const template = document.getElementById("toast-template");
  if (!template || !text) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-text]").textContent = text;
  document.getElementById("toasts").append(toast);
}

// HX-Trigger: {"toast": {"text": "…"}} from any fragment.
export function listenForToasts() {
  document.addEventListener("toast", (event) => showToast(event.detail?.text));
}
