// <button data-behaviour="copy" data-copy="NM95-…" data-done="Đã chép">
import { announce } from "./toast.js";

const SHOWN_FOR = 1600;

export function attachCopy(button) {
  button.addEventListener("click", async () => {
    const use = button.querySelector("use");
    const before = use?.getAttribute("href");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // no permission: the text stays on screen to be selected
    }
    announce(button.dataset.done);
    use?.setAttribute("href", before.replace(/#.*/, "#i-check"));
    setTimeout(() => use?.setAttribute("href", before), SHOWN_FOR);
  });
}
