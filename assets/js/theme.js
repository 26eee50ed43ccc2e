// <fieldset data-behaviour="theme"> with radios system, light, dark. The cookie lets the server write the right
// theme into the page, so that nothing flashes; without a choice the system decides.
const NAMES = { light: "aftersales", dark: "aftersales-dark" };
const A_YEAR = 31_536_000;

function chosen() {
  return document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1] ?? "system";
}

function apply(choice) {
  const root = document.documentElement;
  if (NAMES[choice]) root.dataset.theme = NAMES[choice];
  else delete root.dataset.theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = NAMES[choice] ? A_YEAR : 0;
  document.cookie = `theme=${choice}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  root.dispatchEvent(new CustomEvent("theme-changed", { bubbles: true, detail: { choice } }));
}

export function attachTheme(group) {
  const paint = () =>
    group.querySelectorAll("input").forEach((input) => (input.checked = input.value === chosen()));
  group.addEventListener("change", (event) => apply(event.target.value));
  document.addEventListener("theme-changed", paint);
  paint();
}
