// <a href="…?ask=id#id" data-behaviour="dialog-open"> opens <dialog id>; focus goes back to the opener by itself. Without
// this script its address is the page with the dialog open. What a dialog asks may be fetched when it is opened: until
// then its body says that it could not be, with a link to try again.
const FRESH = 10_000;
const fetchedAt = new WeakMap();
const typedIn = new WeakSet();

// Asked again until it is there, and again once it may be out of date; what was typed in it stays.
function askFor(dialog) {
  const body = dialog.querySelector(".dlg-b[hx-get]");
  if (!body || body.matches(".htmx-request") || typedIn.has(dialog)) return;
  if (Date.now() - (fetchedAt.get(dialog) ?? 0) < FRESH) return;
  if (body.unfetched) body.replaceChildren(...body.unfetched);
  body.unfetched ??= [...body.childNodes];
  dialog.dispatchEvent(new CustomEvent("opened"));
}

function show(dialog, wanted = "") {
  dialog.showModal();
  askFor(dialog);
  if (enter(dialog, wanted)) return;
  // Its form is still on the way.
  const later = new MutationObserver(() => enter(dialog, wanted) && later.disconnect());
  later.observe(dialog, { childList: true, subtree: true });
  dialog.addEventListener("close", () => later.disconnect(), { once: true });
}

// Not the button that closes it, which comes first.
function enter(dialog, wanted = "") {
  const fields = "select, textarea, input:not([type=hidden])";
  const named = wanted && dialog.querySelector(`.dlg-b [name="${CSS.escape(wanted)}"]`);
  const first = named || dialog.querySelector(".dlg-b [aria-invalid=true]") || dialog.querySelector(`.dlg-b :is(${fields})`);
  const field = first?.type === "radio" ? (dialog.querySelector(`[name="${CSS.escape(first.name)}"]:checked`) ?? first) : first;
  field?.focus();
  return Boolean(field);
}

export function attachDialogOpener(opener) {
  const wanted = () => document.getElementById(opener.hash?.slice(1) || opener.dataset.dialog);
  // Whoever points at it will open it in a moment: what it asks is there by then.
  opener.addEventListener("pointerenter", () => wanted() && askFor(wanted()));
  opener.addEventListener("click", (event) => {
    const dialog = wanted();
    if (!dialog?.showModal) return;
    event.preventDefault();
    show(dialog, opener.dataset.focus);
  });
}

export function attachDialog(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-dialog-again]")) {
      event.preventDefault();
      return askFor(dialog);
    }
    const isBackdrop = event.target === dialog && event.detail > 0;
    const closer = event.target.closest("[data-dialog-close]");
    if (!isBackdrop && !closer) return;
    event.preventDefault();
    dialog.close();
  });
  // What opened it may have been drawn anew meanwhile, or it came open with its page.
  dialog.addEventListener("close", () => {
    const at = document.activeElement;
    if (at && at !== document.body && !dialog.contains(at)) return;
    const id = CSS.escape(dialog.id);
    const openers = document.querySelectorAll(`[data-behaviour~=dialog-open]:is([href$="#${id}"], [data-dialog="${id}"])`);
    [...openers].find((one) => one.checkVisibility?.() ?? true)?.focus();
  });
  // Opened by a key before htmx was listening.
  dialog.addEventListener("htmx:after:init", (event) => event.target.matches(".dlg-b[hx-get]") && dialog.open && askFor(dialog));
  dialog.addEventListener("input", () => typedIn.add(dialog));
  dialog.addEventListener("htmx:after:swap", (event) => {
    if (event.target.matches(".dlg-b[hx-get]") && event.target.querySelector("form")) fetchedAt.set(dialog, Date.now());
  });
  // Sent back with an error by the server: it comes open, and becomes modal here.
  if (dialog.hasAttribute("open")) {
    dialog.removeAttribute("open");
    show(dialog);
    // The browser goes to what the address names, once the page is there.
    addEventListener("load", () => document.activeElement === dialog && enter(dialog), { once: true });
  } else if (dialog.id && location.hash === `#${dialog.id}`) {
    show(dialog);
  }
}
