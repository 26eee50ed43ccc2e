// A fragment that could not be fetched leaves the page as it is and says so in a toast.
import { showToast } from "./toast.js";
import { keepOpenForm } from "./unsent.js";

const ANSWERED = new Set([400, 409, 422]); // the server sent the form back, with the reason in it

export function reportFailures() {
  const words = document.getElementById("toasts")?.dataset;
  if (!words) return;
  // Sent elsewhere, most likely to the sign-in: that is a page, not a part of this one.
  document.addEventListener("htmx:before:response", (event) => {
    if (!event.detail.ctx.response.raw.redirected) return;
    event.preventDefault();
    keepOpenForm();
    location.reload();
  });
  document.addEventListener("htmx:response:error", (event) => {
    const { status } = event.detail.ctx.response;
    if (!ANSWERED.has(status)) showToast(status < 500 ? words.refused : words.failed);
  });
  document.addEventListener("htmx:error", () => showToast(words.offline));
}
