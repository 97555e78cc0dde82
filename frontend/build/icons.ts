/** One SVG sprite of the icons named in a list, a symbol each, so that a page names an icon and carries no drawing. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The names of a list: one a line, `#` begins a comment. */
export function namesOf(list: string): string[] {
  return list
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter(Boolean);
}

function symbolOf(name: string, folders: string[]): string {
  const path = folders.map((folder) => join(folder, `${name}.svg`)).find(existsSync);
  if (!path) throw new Error(`icons.txt names "${name}", which is in none of ${folders.join(", ")}`);
  const drawing = readFileSync(path, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)?.[1];
  if (!drawing) throw new Error(`${path} holds no drawing`);
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export function icons(list: string, folders: string[]): Plugin {
  return {
    name: "openiop-icons",
    apply: "build",
    buildStart() {
      this.addWatchFile(list);
    },
    generateBundle() {
      const symbols = namesOf(readFileSync(list, "utf8")).map((name) => symbolOf(name, folders));
      const source = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}
