// <span data-behaviour="countdown" data-seconds="278" data-over="…">4:38</span>; shows [data-when-over] parts at the end.
export function attachCountdown(element) {
  const end = Date.now() + Number(element.dataset.seconds) * 1000;

  function paint() {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const rest = String(left % 60).padStart(2, "0");
    element.textContent = element.dataset.plain === undefined ? `${Math.floor(left / 60)}:${rest}` : String(left);
    if (left || !element.isConnected) return;
    clearInterval(timer);
    const box = element.closest("[data-countdown]");
    box?.querySelectorAll("[data-while]").forEach((part) => (part.hidden = true));
    box?.querySelectorAll("[data-after]").forEach((part) => (part.hidden = false));
  }

  const timer = setInterval(paint, 1000);
  paint();
}
