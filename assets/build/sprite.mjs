// One SVG sprite out of Lucide and our own icons, holding only the names that are used.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// {% icon "clock" %}, icon="clock" in an include, icon="clock" in Python
const USES = [/\{%\s*icon\s+"([a-z0-9-]+)"/g, /\bicon="([a-z0-9-]+)"/g];
const SKIPPED = new Set(["node_modules", "static", "staticfiles", "migrations", "tests", "locale", "media"]);

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(html|py)$/.test(entry.name)) yield path;
  }
}

function usedNames(root) {
  const listed = readFileSync(join(root, "assets/icons.txt"), "utf8").split("\n");
  const names = new Set(listed.map((line) => line.trim()).filter((line) => line && !line.startsWith("#")));
  for (const path of sources(root)) {
    const text = readFileSync(path, "utf8");
    for (const use of USES) for (const match of text.matchAll(use)) names.add(match[1]);
  }
  return names;
}

function symbol(name, path) {
  const body = readFileSync(path, "utf8")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

export function buildSprite(root, out) {
  const own = join(root, "assets/icons");
  const lucide = join(root, "node_modules/lucide-static/icons");
  const names = usedNames(root);
  for (const file of readdirSync(own)) names.add(file.replace(/\.svg$/, ""));
  const symbols = [...names].sort().map((name) => {
    const path = [join(own, `${name}.svg`), join(lucide, `${name}.svg`)].find(existsSync);
    if (!path) throw new Error(`No icon is called "${name}". Names: https://lucide.dev/icons`);
    return symbol(name, path);
  });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
  writeFileSync(join(out, "sprite.svg"), sprite);
}
