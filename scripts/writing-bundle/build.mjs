// Bundles the packages into one file and gathers their licences: `npm ci --ignore-scripts && npm run build`.
// The same lock makes the same bytes; tests/web/test_writing_bundle.py compares them.
import { readFileSync, writeFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../../secondsight/web/static/vendor/writing");
mkdirSync(out, { recursive: true });

const made = await build({
  absWorkingDir: here,
  entryPoints: ["entry.js"],
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  platform: "browser",
  legalComments: "none",
  metafile: true,
  outfile: join(out, "writing.js"),
});

const used = new Set();
for (const path of Object.keys(made.metafile.inputs)) {
  const found = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
  if (found) used.add(found[1]);
}
const licences = [...used].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((one) => join(folder, one)).find(existsSync);
  const words = file ? readFileSync(file, "utf8").trim() : "";
  return `${name} ${about.version} (${about.license})\n\n${words}\n`;
});
writeFileSync(join(out, "writing-LICENSES.txt"), licences.join("\n" + "-".repeat(80) + "\n\n"));
