// A textarea that grows with its words, for browsers that do not know field-sizing.
const isNative = CSS.supports("field-sizing", "content");

export function fit(area) {
  if (isNative) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

export function attachAutosize(area) {
  area.addEventListener("input", () => fit(area));
  fit(area);
}
