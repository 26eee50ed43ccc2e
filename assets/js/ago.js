// <time data-behaviour="ago" datetime="…">: "10 phút trước" keeps telling the truth while the page stays open.
const STEPS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
const times = new Set();
let timer;

function paint(element, format) {
  const seconds = (Date.parse(element.dateTime) - Date.now()) / 1000;
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? [];
  if (unit) element.textContent = format.format(Math.trunc(seconds / size), unit);
}

function tick() {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  for (const element of times) element.isConnected ? paint(element, format) : times.delete(element);
}

export function attachAgo(element) {
  times.add(element);
  timer ??= setInterval(tick, 30_000);
}
