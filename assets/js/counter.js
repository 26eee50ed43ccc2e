// The counter: how long an intake takes, the paper beside the form, and keys that a scanner cannot press by mistake.
const SINCE = "counter-since";
const WAIT = 300;

function since() {
  const start = Number(sessionStorage.getItem(SINCE));
  return start || null;
}

function begin() {
  if (!since()) sessionStorage.setItem(SINCE, Date.now());
}

export function forgetIntake() {
  sessionStorage.removeItem(SINCE);
}

function seconds() {
  return since() ? Math.round((Date.now() - since()) / 1000) : 0;
}

function words(total) {
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
}

// <form data-behaviour="intake" data-preview="…">, with [data-timer] and #paper beside it.
export function attachIntake(form) {
  const timer = form.querySelector("[data-timer]");
  const field = form.elements.seconds_taken;
  begin();

  const tick = setInterval(() => {
    if (!form.isConnected) return clearInterval(tick);
    timer.textContent = words(seconds());
  }, 1000);

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.target.matches("input")) {
      event.preventDefault(); // a scanner ends with Enter, and must not send half a form
    }
  });
  form.addEventListener("submit", () => (field.value = seconds()));
  // The shortest way: what has to be said first, the fault where who and what are known. Who stands there stays in sight.
  const first = form.querySelector("[name=name]:not([type=hidden]), [name=thing], [name=symptom]");
  if (!form.querySelector(":focus, [aria-invalid]")) first?.focus({ preventScroll: true });
  keepPaper(form);
}

function keepPaper(form) {
  let waiting;
  let asked = 0;

  async function draw() {
    const number = ++asked;
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(typed) }).catch(() => null);
    if (!answer?.ok || number !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("paper")?.replaceChildren(...page.body.childNodes);
  }

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, WAIT);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

// <section data-behaviour="print-now">: prints once, also when somebody goes back to the page.
export function attachPrint(page) {
  forgetIntake();
  const address = new URL(location.href);
  if (!address.searchParams.has("now")) return;
  address.searchParams.delete("now");
  history.replaceState(null, "", address);
  document.fonts.ready.then(() => print());
}
