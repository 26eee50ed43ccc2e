// <button data-behaviour="copy" data-copy="NM95-…" data-done="Đã chép">; data-copy-link="/desk/…" copies the whole address.
import { announce, showToast } from "./toast.js";

const SHOWN_FOR = 1600;

export function attachCopy(button) {
  button.addEventListener("click", async () => {
    const use = button.querySelector("use");
    const before = use?.getAttribute("href");
    const { copy, copyLink, done, failed } = button.dataset;
    try {
      await navigator.clipboard.writeText(copyLink ? new URL(copyLink, location.href).href : copy);
    } catch {
      // No permission: the text stays on screen to be selected.
      return failed ? showToast(failed) : undefined;
    }
    announce(done);
    use?.setAttribute("href", before.replace(/#.*/, "#i-check"));
    setTimeout(() => use?.setAttribute("href", before), SHOWN_FOR);
  });
}
