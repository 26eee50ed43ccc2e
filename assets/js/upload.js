// Files of a draft: chosen, pasted or dropped they go up at once, with progress, and stand in the list of the kind of words
// that is being written. Without a connection they stay in the field and are sent with the form.
const MEGABYTE = 1024 * 1024;
const LIMIT = 25 * MEGABYTE;

function size(bytes) {
  if (bytes < MEGABYTE) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / MEGABYTE).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;
}

export function attachUpload(composer) {
  const form = composer.closest("form");
  const picker = composer.querySelector("[data-behaviour~=files]");
  const input = picker?.querySelector("input[type=file]");
  const progress = composer.querySelector("[data-progress]");
  const error = composer.querySelector("[data-upload-error]");
  const template = composer.querySelector("template[data-kept-row]");
  if (!input || !progress) return;

  const kind = () => (composer.classList.contains("is-note") ? "note" : "public");
  const say = (words) => {
    error.textContent = words;
    error.hidden = !words;
  };

  function paint(files, of) {
    const list = composer.querySelector(`[data-kept="${of}"]`);
    list.replaceChildren(
      ...files.map((file) => {
        const item = template.content.firstElementChild.cloneNode(true);
        item.querySelector(".n").textContent = file.name;
        item.querySelector(".size").textContent = size(file.size);
        item.querySelector("[name=kept]").value = file.key;
        item.querySelector("[data-remove]").value = file.key;
        return item;
      }),
    );
  }

  function send(url, fields, of, onOffline) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("kind", of);
    for (const [name, value] of fields) data.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => (progress.value = (100 * event.loaded) / (event.total || 1)));
    request.addEventListener("loadend", () => {
      progress.hidden = true;
      if (!request.status) return onOffline?.();
      const answer = request.getResponseHeader("Content-Type")?.includes("json") ? JSON.parse(request.responseText) : {};
      answer.files ? paint(answer.files, of) : say(answer.error ?? progress.dataset.failed ?? "");
    });
    say("");
    progress.value = 0;
    progress.hidden = false;
    request.send(data);
  }

  function add(files) {
    const chosen = [...files];
    if (!chosen.length) return;
    if (chosen.some((file) => file.size > LIMIT)) return say(composer.dataset.limitWords);
    const keepInField = () => {
      const transfer = new DataTransfer();
      chosen.forEach((file) => transfer.items.add(file));
      input.files = transfer.files;
    };
    send(composer.dataset.filesUrl, chosen.map((file) => ["files", file]), kind(), keepInField);
  }

  // Before files.js, which would list them as not sent yet.
  picker.addEventListener(
    "change",
    (event) => {
      event.stopPropagation();
      add(input.files);
      input.value = "";
    },
    true,
  );
  composer.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
  composer.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  composer.addEventListener(
    "drop",
    (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      event.stopPropagation();
      add(event.dataTransfer.files);
    },
    true,
  );
  composer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    event.preventDefault();
    const of = button.closest("[data-kept]").dataset.kept;
    button.closest("li").remove();
    send(form.querySelector("[data-remove]")?.formAction ?? button.formAction, [["remove", button.value]], of);
    composer.querySelector("textarea").focus();
  });
}
