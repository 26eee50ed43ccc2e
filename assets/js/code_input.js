// Six boxes that mirror one real input, so that paste, autofill and screen readers work as they should.
export function attachCodeInput(wrapper) {
  const input = wrapper.querySelector("input");
  const boxes = [...wrapper.querySelectorAll(".box")];

  function paint() {
    input.value = input.value.replace(/\D/g, "").slice(0, boxes.length);
    boxes.forEach((box, i) => {
      box.textContent = input.value[i] ?? "";
      box.classList.toggle("is-next", i === Math.min(input.value.length, boxes.length - 1));
    });
    input.setSelectionRange(input.value.length, input.value.length);
  }

  wrapper.classList.add("is-boxed");
  input.removeAttribute("maxlength"); // a pasted "123 456" is cut by us, not by the browser
  input.addEventListener("input", paint);
  input.addEventListener("focus", paint);
  input.addEventListener("click", paint);
  paint();
}
