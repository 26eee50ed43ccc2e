// <div data-behaviour="live" data-live-url="/live/…" data-live-trigger="ticket-changed">
// Each message of the stream fires the named event on <body>; fragments listen with
// hx-trigger="ticket-changed from:body" and fetch themselves. Without a stream: every 15 s.
const POLL_EVERY = 15_000;
const RETRY_EVERY = 60_000;
const HOLD = 1000;

export function attachLive(element) {
  const name = element.dataset.liveTrigger || "live-changed";
  let source, poll, retry;

  // Nothing is taken away under the hand of somebody who is choosing from a menu in it.
  function fire(detail) {
    if (document.querySelector("[data-live-part] details[open]")) return void setTimeout(fire, HOLD, detail);
    document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  function detailOf(event) {
    try {
      return JSON.parse(event.data);
    } catch {
      return { data: event.data };
    }
  }

  function stopPolling() {
    clearInterval(poll);
    clearTimeout(retry);
    poll = retry = undefined;
  }

  function startPolling() {
    poll ??= setInterval(() => document.visibilityState === "visible" && fire({ polled: true }), POLL_EVERY);
    retry ??= setTimeout(connect, RETRY_EVERY);
  }

  function connect() {
    retry = undefined;
    source?.close();
    if (!element.isConnected) return stopPolling();
    source = new EventSource(element.dataset.liveUrl);
    source.addEventListener("open", stopPolling);
    source.addEventListener("message", (event) => fire(detailOf(event)));
    source.addEventListener("changed", (event) => fire(detailOf(event)));
    // A refusal closes the source for good; a broken line is retried by the browser, which we bridge by polling.
    source.addEventListener("error", startPolling);
  }

  function showNetwork() {
    document.querySelectorAll("[data-offline]").forEach((strip) => (strip.hidden = navigator.onLine));
    if (navigator.onLine) fire({ polled: true });
  }

  if (element.dataset.liveUrl) connect();
  addEventListener("online", showNetwork);
  addEventListener("offline", showNetwork);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  new MutationObserver((_, observer) => {
    if (element.isConnected) return;
    observer.disconnect();
    source?.close();
    stopPolling();
  }).observe(document.body, { childList: true, subtree: true });
}
