// <button data-behaviour="print" class="needs-js">: the page on paper.
export function attachPrintButton(button) {
  button.addEventListener("click", () => print());
}
