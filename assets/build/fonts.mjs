// Cuts the faces down to the letters of Vietnamese, English and the commonest brand names: half the bytes of the whole
// files. Of Inter only the figures are taken, which Be Vietnam Pro lacks in tabular form.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join("");

const ASCII = range(0x20, 0x7e);
const MARKED = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýäöüÄÖÜßçñ";
const SIGNS = "\u00a0°·×«»–—‘’“”…•−€™′″←↑→↓";
const VIETNAMESE = `${range(0x1ea0, 0x1ef9)}ĂăĐđĨĩŨũƠơƯư₫\u0300\u0301\u0303\u0309\u0323`;
const DIGITS = "0123456789.,:%+-/−";

// family, subset of the package, letters, weights, name of the result
const FACES = [
  ["be-vietnam-pro", "latin", ASCII + MARKED + SIGNS, [400, 500, 600], "be-vietnam-pro-latin"],
  ["be-vietnam-pro", "vietnamese", VIETNAMESE, [400, 500, 600], "be-vietnam-pro-vietnamese"],
  ["ibm-plex-mono", "latin", ASCII, [400], "ibm-plex-mono"],
  ["inter", "latin", DIGITS, [400, 500, 600], "digits"],
];

export async function buildFonts(root, out) {
  const target = join(out, "fonts");
  mkdirSync(target, { recursive: true });
  for (const [family, subset, letters, weights, name] of FACES)
    for (const weight of weights) {
      const file = `${family}-${subset}-${weight}-normal.woff2`;
      const whole = readFileSync(join(root, "node_modules/@fontsource", family, "files", file));
      const cut = await subsetFont(whole, letters, { targetFormat: "woff2" });
      writeFileSync(join(target, `${name}-${weight}.woff2`), cut);
    }
}
