// A file input that says what was chosen, lets a file be taken back, and refuses what is too large before the upload.
const MEGABYTE = 1024 * 1024;

function size(bytes, locale) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < MEGABYTE) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / MEGABYTE).toLocaleString(locale, { maximumFractionDigits: 1 })} MB`;
}

export function attachFiles(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector(".file-list");
  const template = box.querySelector("template");
  const limit = Number(box.dataset.limitMb || 25) * MEGABYTE;
  let chosen = [];

  function assign(files) {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    chosen = files;
    input.files = transfer.files;
    paint();
  }

  function paint() {
    list.replaceChildren(...chosen.map(row));
    const tooLarge = chosen.some((file) => file.size > limit);
    input.setCustomValidity(tooLarge ? box.dataset.tooLarge : "");
  }

  function row(file) {
    const item = template.content.firstElementChild.cloneNode(true);
    const isTooLarge = file.size > limit;
    item.classList.toggle("is-bad", isTooLarge);
    item.querySelector(".n").textContent = file.name;
    item.querySelector(".size").textContent = size(file.size, document.documentElement.lang);
    item.querySelector(".why").textContent = isTooLarge ? box.dataset.tooLarge : "";
    item.querySelector("button").addEventListener("click", () => {
      assign(chosen.filter((other) => other !== file));
      input.focus();
    });
    return item;
  }

  function add(files) {
    const isNew = (file) => !chosen.some((other) => other.name === file.name && other.size === file.size);
    assign(input.multiple ? [...chosen, ...[...files].filter(isNew)] : [...files].slice(0, 1));
  }

  input.addEventListener("change", () => add(input.files));
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("is-over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    add(event.dataTransfer.files);
  });
  input.form?.addEventListener("reset", () => assign([]));
}
