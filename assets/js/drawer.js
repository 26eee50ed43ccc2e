// <a href="#rail" data-behaviour="drawer">: below 1024 px the rail slides in; without script :target does the same.
export function attachDrawer(opener) {
  const drawer = document.getElementById(opener.hash.slice(1));
  if (!drawer) return;

  function close() {
    delete drawer.dataset.open;
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("click", onOutside, true);
    opener.focus();
  }
  function onKey(event) {
    if (event.key === "Escape") close();
  }
  function onOutside(event) {
    if (drawer.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }

  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    drawer.dataset.open = "";
    opener.setAttribute("aria-expanded", "true");
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onOutside, true);
    drawer.querySelector("a, button, input")?.focus();
  });
}
