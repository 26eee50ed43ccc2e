// <button data-behaviour="camera" data-camera="DIALOG" data-into="FIELD" data-reader="…/qr_reader.js">: reads the QR code or
// bar code on a thing, with the camera or from a photo, writes its number into the field and sends the field's form. A label
// of ours is an address, /w/SERIAL.KEY/, and is gone to; with data-open, that page is, with number and key.
const LOOK = 200; // milliseconds between two looks
const LABEL = /\/w\/([^/?#]+)\.([A-Za-z2-7]{10})\/?(?:[?#].*)?$/;

export function attachCamera(button) {
  const dialog = document.getElementById(button.dataset.camera);
  const field = document.getElementById(button.dataset.into);
  const video = dialog.querySelector("video");
  const picker = dialog.querySelector("input[type=file]");
  const torch = dialog.querySelector("[data-camera-torch]");
  let stream;
  let turn = 0;

  const say = (name) => {
    for (const words of dialog.querySelectorAll("[data-camera-says]")) words.hidden = words.dataset.cameraSays !== name;
  };

  // Nothing where the network failed.
  const fetched = () => import(button.dataset.reader).then(({ reader }) => reader, () => null);

  async function open() {
    const mine = ++turn;
    say("wait");
    const [found, reader] = await Promise.all([light(), fetched()]);
    // Closed while the person was asked, or the reader did not come: the light goes out.
    if (mine !== turn || !reader) found?.getTracks().forEach((track) => track.stop());
    if (mine !== turn) return;
    stream = reader && found;
    video.hidden = !stream;
    if (!stream) return say(reader ? "refused" : "lost");
    torch.hidden = !stream.getVideoTracks()[0]?.getCapabilities?.().torch;
    torch.ariaPressed = "false";
    video.srcObject = stream;
    await video.play().catch(() => {});
    say("aim");
    const read = await reader();
    const look = async () => {
      if (mine !== turn) return;
      const code = await read(video).catch(() => null);
      if (mine !== turn) return;
      if (code) return take(code);
      setTimeout(look, LOOK);
    };
    look();
  }

  async function fromPhoto() {
    const [photo] = picker.files;
    if (!photo) return;
    say("wait");
    const reader = await fetched();
    // The same photo may be chosen again.
    picker.value = "";
    if (!reader) return say("lost");
    const picture = await createImageBitmap(photo).catch(() => null);
    const read = await reader();
    const code = picture && (await read(picture, { isStill: true }).catch(() => null));
    if (code) take(code);
    else say("unread");
  }

  function take(code) {
    const label = LABEL.exec(code.trim());
    const serial = label ? decodeURIComponent(label[1]) : code.trim();
    dialog.close();
    field.value = serial;
    const { open: page } = button.dataset;
    if (page) return location.assign(`${page}?${new URLSearchParams({ serial, key: label?.[2] ?? "" })}`);
    if (label) return location.assign(`/w/${label[1]}.${label[2]}/`);
    field.form.requestSubmit();
  }

  button.addEventListener("click", () => {
    dialog.showModal();
    open();
  });
  picker.addEventListener("change", fromPhoto);
  // Labels are behind things, where it is dark.
  torch.addEventListener("click", () => {
    torch.ariaPressed = String(torch.ariaPressed !== "true");
    stream?.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: torch.ariaPressed === "true" }] }).catch(() => {});
  });
  dialog.querySelector("[data-camera-type]").addEventListener("click", () => {
    dialog.close();
    field.focus();
  });
  dialog.addEventListener("close", () => {
    turn += 1;
    stream?.getTracks().forEach((track) => track.stop());
    stream = video.srcObject = null;
  });
}

// The camera at the back of a phone; nothing where there is none, or where it may not be used.
async function light() {
  const wanted = { video: { facingMode: "environment", width: { ideal: 1280 } } };
  return (await navigator.mediaDevices?.getUserMedia(wanted).catch(() => null)) ?? null;
}
