/** Lets htmx parse an answer under our Trusted Types policy: it is the only text on our pages that becomes markup. */
import { resolve } from "node:path";
import type { Plugin } from "vite";

const SINKS = ["Document.parseHTMLUnsafe(resp)", "parser.parseFromString(resp, 'text/html')"];

export function trusted(policy: string): Plugin {
  return {
    name: "openiop-trusted",
    transform(code, id) {
      if (!id.includes("htmx.esm")) return null;
      let changed = code;
      for (const sink of SINKS) {
        if (code.split(sink).length !== 2) throw new Error(`htmx changed: "${sink}" must stand in it once; look at its sinks again`);
        changed = changed.replace(sink, sink.replace("resp", "openiopTrusted(resp)"));
      }
      return { code: `import { trusted as openiopTrusted } from ${JSON.stringify(resolve(policy))};\n${changed}`, map: null };
    },
  };
}
