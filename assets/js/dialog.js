// <a href="…?ask=id#id" data-behaviour="dialog-open"> opens <dialog id>; focus goes back to the opener by itself. Without
// this script its address is the page with the dialog open.
const askedFor = (dialog) => dialog.dispatchEvent(new CustomEvent("opened"));

function show(dialog, wanted = "") {
  dialog.showModal();
  askedFor(dialog);
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
  opener.addEventListener("pointerenter", () => wanted() && askedFor(wanted()), { once: true });
  opener.addEventListener("click", (event) => {
    const dialog = wanted();
    if (!dialog?.showModal) return;
    event.preventDefault();
    show(dialog, opener.dataset.focus);
  });
}

export function attachDialog(dialog) {
  dialog.addEventListener("click", (event) => {
    const isBackdrop = event.target === dialog && event.detail > 0;
    const closer = event.target.closest("[data-dialog-close]");
    if (!isBackdrop && !closer) return;
    event.preventDefault();
    dialog.close();
  });
  // Sent back with an error by the server: it comes open, and becomes modal here.
  if (dialog.hasAttribute("open")) {
    dialog.removeAttribute("open");
    show(dialog);
  } else if (dialog.id && location.hash === `#${dialog.id}`) {
    show(dialog);
  }
}
