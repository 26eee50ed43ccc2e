// Builds static/ from assets/: one style sheet, the fonts, the icon sprite, the scripts.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { buildFonts } from "./fonts.mjs";
import { buildSprite } from "./sprite.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const assets = join(root, "assets");
const out = join(root, "static");
const watch = process.argv.includes("--watch");

const scripts = {
  // What few pages need is a file of its own, fetched by those that do.
  entryPoints: ["app", "api_docs", "qr_reader"].map((name) => join(assets, `js/${name}.js`)),
  outdir: join(out, "js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};

function runTailwind() {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve("@tailwindcss/cli/package.json");
  const cli = join(dirname(manifest), require(manifest).bin.tailwindcss);
  const args = [cli, "-i", join(assets, "app.css"), "-o", join(out, "app.css")];
  args.push(watch ? "--watch=always" : "--minify");
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    let noise = "";
    child.stderr.on("data", (chunk) => (watch ? process.stderr.write(chunk) : (noise += chunk)));
    child.on("exit", (code) => (code ? fail(new Error(noise || `tailwindcss: ${code}`)) : done()));
  });
}

async function buildScripts() {
  if (!watch) return esbuild.build(scripts);
  const context = await esbuild.context(scripts);
  return context.watch();
}

const started = performance.now();
if (!watch) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(join(assets, "public"), out, { recursive: true });
try {
  await Promise.all([buildFonts(root, out), buildSprite(root, out), buildScripts(), runTailwind()]);
} catch (error) {
  console.error(error.message ?? error);
  process.exit(1);
}
console.log(`static/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
