// <span data-behaviour="refresh" data-part="board" data-every="15" data-seconds="…%s…" data-minutes="…%s…">
// Asks #board for itself by the event "board-due" while somebody can see it, and says how old it is.
const MINUTE = 60;
const TICK = 1000;

export function attachRefresh(element) {
  const { part, every, seconds, minutes } = element.dataset;
  let stamp, since, asked;

  // By our own clock since the part changed: the visitor's may differ from the server's.
  function age() {
    const at = document.getElementById(part)?.dataset.at;
    if (at !== stamp) [stamp, since, asked] = [at, performance.now(), performance.now()];
    return Math.floor((performance.now() - since) / TICK);
  }

  // Nothing moves under the hand of somebody who is reading an explanation in it.
  function ask() {
    const box = document.getElementById(part);
    if (document.visibilityState !== "visible" || box?.querySelector("details[open]")) return;
    if (performance.now() - asked < every * TICK) return;
    asked = performance.now();
    box?.dispatchEvent(new CustomEvent(`${part}-due`));
  }

  function tick() {
    if (!element.isConnected) return clearInterval(timer);
    const old = age();
    element.textContent = old < MINUTE ? seconds.replace("%s", old) : minutes.replace("%s", Math.floor(old / MINUTE));
    element.classList.toggle("text-warn-ink", old > every * 2);
    ask();
  }

  const timer = setInterval(tick, TICK);
  document.addEventListener("visibilitychange", () => element.isConnected && tick());
  tick();
}
