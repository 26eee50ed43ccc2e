// <section data-behaviour="nearby">: puts the nearest places of a list first, once the visitor asks for it. Where they
// stand is known to their browser alone: distances are computed here and nothing is sent.
const EARTH = 6371; // kilometres
const PATIENCE = 15_000;
const radians = (degrees) => (degrees * Math.PI) / 180;

export function attachNearby(section) {
  const button = section.querySelector("[data-nearby]");
  const refused = section.querySelector("[data-nearby-refused]");
  const lists = [...section.querySelectorAll("[data-nearby-list]")];
  if (!navigator.geolocation) return;
  button.hidden = false;

  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(show, refuse, { maximumAge: 600_000, timeout: PATIENCE });
  });

  function show({ coords }) {
    const kilometres = new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 2 });
    const far = (item) => distance(coords, item.dataset);
    const room = lists.map((list) => list.children.length);
    const items = lists.flatMap((list) => [...list.children]).sort((one, other) => far(one) - far(other));
    for (const item of items) {
      if (Number.isFinite(far(item))) item.querySelector("[data-nearby-far]").textContent = `${kilometres.format(far(item))} km`;
    }
    // Each list keeps its length: the nearest stand in the first, the others behind the button.
    lists.forEach((list, place) => list.append(...items.splice(0, room[place])));
    button.remove();
    refused.hidden = true;
  }

  function refuse() {
    button.removeAttribute("aria-busy");
    refused.hidden = false;
  }
}

// Over the ground, as the crow flies; what has no position is farther than everything.
function distance({ latitude, longitude }, { north, east }) {
  if (!north || !east) return Infinity;
  const up = radians(north - latitude) / 2;
  const along = radians(east - longitude) / 2;
  const half = Math.sin(up) ** 2 + Math.cos(radians(latitude)) * Math.cos(radians(north)) * Math.sin(along) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}
