// Pictures of a conversation at full size: zoom to five times, pan, turn, next and previous, by mouse, touch and keys.
// Sharp enough to read a serial number, since it shows the original file.
const MOST = 5;

export function attachLightbox(list) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-picture]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const dialog = document.getElementById("lightbox");
    if (!dialog?.showModal) return;
    event.preventDefault();
    const links = [...document.querySelectorAll("#ticket-entries a[data-picture]")];
    open(dialog, links.length ? links : [link], Math.max(links.indexOf(link), 0));
  });
}

function open(dialog, links, first) {
  const image = dialog.querySelector("img");
  const stop = new AbortController();
  const on = (target, name, run) => target.addEventListener(name, run, { signal: stop.signal });
  let at = first;
  let zoom = 1;
  let turn = 0;
  let x = 0;
  let y = 0;
  let grip;

  function paint() {
    image.style.transform = `translate(${x}px, ${y}px) rotate(${turn}deg) scale(${zoom})`;
    dialog.querySelector("[data-zoom]").textContent = `${Math.round(zoom * 100)} %`;
  }
  function fresh() {
    [zoom, turn, x, y] = [1, 0, 0, 0];
    paint();
  }
  function show(next) {
    at = (next + links.length) % links.length;
    image.src = links[at].href;
    image.alt = links[at].title;
    dialog.querySelector("[data-name]").textContent = links[at].title;
    dialog.querySelector("[data-place]").textContent = `${at + 1} / ${links.length}`;
    dialog.querySelectorAll("[data-do=next], [data-do=previous]").forEach((button) => (button.hidden = links.length < 2));
    fresh();
  }
  function scale(by) {
    zoom = Math.min(MOST, Math.max(1, zoom * by));
    if (zoom === 1) [x, y] = [0, 0];
    paint();
  }
  const verbs = {
    in: () => scale(1.5),
    out: () => scale(1 / 1.5),
    turn: () => {
      turn += 90;
      paint();
    },
    next: () => show(at + 1),
    previous: () => show(at - 1),
    reset: fresh,
    close: () => dialog.close(),
  };
  const keys = { "+": "in", "=": "in", "-": "out", r: "turn", 0: "reset" };
  const pans = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };

  on(dialog, "click", (event) => verbs[event.target.closest("[data-do]")?.dataset.do]?.());
  on(dialog, "keydown", (event) => {
    const pan = pans[event.key];
    if (pan && zoom > 1) {
      [x, y] = [x + pan[0], y + pan[1]];
      paint();
    } else if (event.key === "ArrowRight") verbs.next();
    else if (event.key === "ArrowLeft") verbs.previous();
    else if (keys[event.key]) verbs[keys[event.key]]();
    else return;
    event.preventDefault();
  });
  on(dialog, "wheel", (event) => {
    event.preventDefault();
    scale(event.deltaY < 0 ? 1.2 : 1 / 1.2);
  });
  on(image, "dblclick", () => (zoom > 1 ? fresh() : scale(2.5)));
  on(image, "pointerdown", (event) => {
    event.preventDefault();
    image.setPointerCapture(event.pointerId);
    grip = { x: event.clientX - x, y: event.clientY - y };
  });
  on(image, "pointermove", (event) => {
    if (!grip || zoom === 1) return;
    [x, y] = [event.clientX - grip.x, event.clientY - grip.y];
    paint();
  });
  on(image, "pointerup", () => (grip = undefined));
  on(dialog, "close", () => {
    stop.abort();
    image.removeAttribute("src");
    links[at].focus();
  });
  show(first);
  dialog.showModal();
}
