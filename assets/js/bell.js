// <a data-behaviour="bell" data-bell="7" data-bell-url="/live/bell/" data-bell-count-url="/desk/notices/count/">
// Keeps every [data-bell-count] of the page right. A browser opens six lines to a house, so of all tabs
// one listens and tells the others; where no stream stays it asks by the clock.
const POLL_EVERY = 30_000;
const RETRY_EVERY = 60_000;
const SHOWN_AT_MOST = 99;

export function attachBell(link) {
  const { bell, bellUrl, bellCountUrl } = link.dataset;
  const others = "BroadcastChannel" in window ? new BroadcastChannel(`bell-${bell}`) : undefined;
  let source, poll, retry, known;

  function show({ unread, newest }) {
    const state = `${unread}/${newest}`;
    const words = unread > SHOWN_AT_MOST ? `${SHOWN_AT_MOST}+` : `${unread}`;
    // The page came with a number; until the first news that is all there is to compare with.
    const isNews = known === undefined ? words !== link.querySelector("[data-bell-count]").textContent : state !== known;
    for (const place of document.querySelectorAll("[data-bell-count]")) {
      place.textContent = words;
      place.hidden = !unread;
    }
    if (isNews) document.body.dispatchEvent(new CustomEvent("notices-changed", { bubbles: true }));
    known = state;
  }

  function tell(state) {
    show(state);
    others?.postMessage(state);
  }

  async function ask() {
    const answer = await fetch(bellCountUrl, { redirect: "error" }).catch(() => undefined);
    if (answer?.ok) tell(await answer.json());
  }

  function startPolling() {
    poll ??= setInterval(ask, POLL_EVERY);
    retry ??= setTimeout(listen, RETRY_EVERY);
  }

  function stopPolling() {
    clearInterval(poll);
    clearTimeout(retry);
    poll = retry = undefined;
  }

  function listen() {
    retry = undefined;
    source?.close();
    source = new EventSource(bellUrl);
    source.addEventListener("open", stopPolling);
    source.addEventListener("changed", (event) => tell(JSON.parse(event.data)));
    source.addEventListener("error", startPolling);
  }

  others?.addEventListener("message", (event) => show(event.data));
  addEventListener("pagehide", () => source?.close());
  // The lock is held until the tab closes; then the next one in line begins to listen.
  if (others && navigator.locks) navigator.locks.request(`bell-${bell}`, () => new Promise(listen));
  else setInterval(ask, POLL_EVERY);
}
