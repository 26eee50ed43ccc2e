// <button data-behaviour="reveal" aria-controls="id_password" aria-pressed="false">: shows and hides a password.
export function attachReveal(button) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  button.addEventListener("click", () => {
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
    const use = button.querySelector("use");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, isShown ? "#i-eye" : "#i-eye-off"));
  });
}
