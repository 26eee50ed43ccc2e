// <form data-behaviour="scan"> with one input: what a hand scanner types anywhere on the page goes into it.
// A scanner types faster than anybody and ends with Enter. The camera is offered where the browser can read codes.
const FAST = 35; // milliseconds between two keys
const SHORTEST = 6;
const LOOK = 250;
const FORMATS = ["code_128", "code_39", "ean_13", "qr_code", "data_matrix"];

export function attachScan(form) {
  const input = form.querySelector("input[type=search]");
  listen(form, input);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) {
      event.preventDefault();
      input.value = "";
    }
  });
  if (!document.querySelector("[data-behaviour~=intake]")) {
    sessionStorage.removeItem("counter-since");
    input.addEventListener("keydown", () => sessionStorage["counter-since"] ??= Date.now());
    input.focus();
    input.select();
  }
  const camera = form.querySelector("[data-camera]");
  if (camera && "BarcodeDetector" in window && navigator.mediaDevices) offer(camera, form, input);
}

function listen(form, input) {
  let typed = "";
  let last = 0;

  document.addEventListener(
    "keydown",
    (event) => {
      if (!form.isConnected || event.target === input || event.ctrlKey || event.metaKey || event.isComposing) return;
      const isFast = event.timeStamp - last < FAST;
      last = event.timeStamp;
      if (event.key.length === 1) typed = isFast ? typed + event.key : event.key;
      else if (event.key === "Enter" && isFast && typed.length >= SHORTEST) take(event, typed);
      else if (event.key !== "Shift") typed = "";
    },
    true,
  );

  function take(event, code) {
    event.preventDefault();
    event.stopImmediatePropagation();
    typed = "";
    const field = event.target;
    // What the scanner wrote into another field is taken out of it again.
    if (field.matches?.("input, textarea") && field.value.endsWith(code)) field.value = field.value.slice(0, -code.length);
    input.value = code;
    // Half a form is not thrown away by a scan: a second Enter searches.
    if (isBegun(document.querySelector("[data-behaviour~=intake]"))) input.focus();
    else form.requestSubmit();
  }
}

function isBegun(intake) {
  return [...(intake?.elements ?? [])].some((field) => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked && !field.defaultChecked;
    if (field.type === "file") return field.files.length > 0;
    return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
  });
}

function offer(button, form, input) {
  const dialog = document.getElementById(button.dataset.camera);
  const video = dialog.querySelector("video");
  let stream;
  let timer;
  button.hidden = false;

  async function open() {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
    if (!stream) return (dialog.querySelector("[data-refused]").hidden = false);
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector({ formats: FORMATS });
    timer = setInterval(async () => {
      const [code] = await detector.detect(video).catch(() => []);
      if (!code) return;
      input.value = code.rawValue;
      dialog.close();
      form.requestSubmit();
    }, LOOK);
  }

  button.addEventListener("click", () => {
    dialog.showModal();
    open();
  });
  dialog.addEventListener("close", () => {
    clearInterval(timer);
    stream?.getTracks().forEach((track) => track.stop());
  });
}
