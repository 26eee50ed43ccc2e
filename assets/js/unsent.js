// What was sent when the desk had been closed meanwhile: the answer is the door, and nothing was taken. Its words wait in this
// tab, for the same person, and stand in their form again once they have signed in.
import { showToast } from "./toast.js";

const SENT = "sent-just-now";
const LEFT = "left-unsent";
const LASTS = 3_600_000;
const DOOR = "/desk/sign-in/";
const PASSED_BY = "[type=hidden], [type=password], [type=file], [type=submit], [type=button], button, fieldset, output";

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) || "null");
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    value ? sessionStorage.setItem(key, JSON.stringify(value)) : sessionStorage.removeItem(key);
  } catch {
    // Full or forbidden storage: it is typed again.
  }
}

const person = () => document.getElementById("shortcuts")?.dataset.person ?? "";
const fieldsOf = (form) => [...form.elements].filter((one) => one.name && !one.matches(PASSED_BY));
const isWritten = (one) => one.matches("textarea, input:not([type=checkbox], [type=radio])") && one.value.trim();

function written(form, path) {
  const fields = fieldsOf(form);
  if (!person() || !path || !fields.some(isWritten)) return null;
  const values = fields.map(({ name, value, checked }) => ({ name, value, checked }));
  return { person: person(), path, at: Date.now(), values };
}

function formOf(path) {
  const place = `"${CSS.escape(path)}"`;
  return document.querySelector(`form[action=${place}]`) ?? document.querySelector(`button[formaction=${place}]`)?.form;
}

function fill(form, { path, values }) {
  // The field of the composer is of two kinds; which one it was, its button says.
  form.querySelector(`.when-note button[formaction="${CSS.escape(path)}"]`) && form.querySelector("[data-mode=note]")?.click();
  for (const { name, value, checked } of values) {
    const field = fieldsOf(form).find((one) => one.name === name && (!one.matches("[type=checkbox], [type=radio]") || one.value === value));
    if (!field) continue;
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = checked;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function bringBack(left) {
  const form = formOf(left.path);
  if (!form) return false;
  fill(form, left);
  keep(LEFT, null);
  showToast(document.getElementById("toasts")?.dataset.unsent);
  return true;
}

// Before a page goes because its desk was closed: what stands in an open dialog.
export function keepOpenForm() {
  const form = document.querySelector("dialog[open] form[method=post]");
  keep(SENT, form && written(form, form.getAttribute("action")));
}

export function keepUnsent() {
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    keep(SENT, written(form, submitter?.getAttribute("formaction") ?? form.getAttribute("action")));
  });
  const sent = read(SENT);
  keep(SENT, null);
  if (location.pathname.startsWith(DOOR)) return sent && keep(LEFT, sent);
  const left = read(LEFT);
  if (!left || !person()) return;
  if (left.person !== person() || Date.now() - left.at > LASTS) return keep(LEFT, null);
  if (bringBack(left)) return;
  // In a dialog, whose form comes once it is opened.
  const verb = left.path.split("/").at(-2);
  const opener = document.querySelector(`[data-behaviour~=dialog-open][href$="#${CSS.escape(verb)}"]`);
  const later = () => bringBack(left) && document.removeEventListener("htmx:after:swap", later);
  document.addEventListener("htmx:after:swap", later);
  addEventListener("load", () => opener?.click(), { once: true });
}
