// Reads codes off a picture: by the browser where it can, else in script, which knows QR codes alone. Fetched when a
// camera is opened, because most pages never need it.
import jsQR from "jsqr";

const FORMATS = ["qr_code", "code_128", "code_39", "ean_13", "data_matrix"];
// The longest side at which a picture is looked at: fast enough for a film; a photo is looked at more than once.
const FILM = [900];
const STILL = [1000, 1800, 500];

export async function reader() {
  const known = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!known.includes("qr_code")) return byScript;
  const detector = new BarcodeDetector({ formats: FORMATS.filter((one) => known.includes(one)) });
  return async (picture, options) => {
    const [code] = await detector.detect(picture).catch(() => []);
    return code?.rawValue || (options?.isStill ? byScript(picture, options) : null);
  };
}

async function byScript(picture, { isStill = false } = {}) {
  const wide = picture.videoWidth ?? picture.width;
  const high = picture.videoHeight ?? picture.height;
  if (!wide || !high) return null;
  for (const longest of isStill ? STILL : FILM) {
    const scale = Math.min(1, longest / Math.max(wide, high));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(wide * scale);
    canvas.height = Math.round(high * scale);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const code = jsQR(data, canvas.width, canvas.height);
    if (code?.data) return code.data;
  }
  return null;
}
