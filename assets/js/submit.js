// A form that is under way is not sent again; its button says so. A refusal or a step back frees it.
const FREE_AFTER = 20_000;

function busy(form, button) {
  form.dataset.busy = "";
  button?.setAttribute("aria-busy", "true");
  form.busyTimer = setTimeout(() => free(form), FREE_AFTER);
}

function free(form) {
  delete form.dataset.busy;
  clearTimeout(form.busyTimer);
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

export function guardSubmits() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.method !== "post" || form.dataset.again !== undefined) return;
      if (form.dataset.busy !== undefined) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else busy(form, event.submitter);
    },
    true,
  );
  const freed = (event) => {
    const form = event.target.closest?.("form") ?? event.detail?.ctx?.sourceElement?.closest?.("form");
    if (form) free(form);
  };
  document.addEventListener("htmx:finally:request", freed);
  document.addEventListener("htmx:error", freed);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(free));
}
