import { defineConfig } from "vite";
import { icons } from "./build/icons.ts";
import { segmentation } from "./build/segmentation.ts";
import { trusted } from "./build/trusted.ts";

// Stable names: Django's static files carry the hash, so that a template can name app.css.
export default defineConfig({
  base: "./",
  publicDir: "public",
  plugins: [trusted("src/page/trust.ts"), icons("icons.txt", ["icons", "node_modules/lucide-static/icons"]), segmentation()],
  build: {
    outDir: "../openiop/static/built",
    // Names are stable, so nothing goes stale; emptying would leave a running server without its files for a moment.
    emptyOutDir: false,
    // light-dark(), oklch() and :has() are used as they are; nothing older is served.
    target: ["chrome123", "firefox121", "safari17.5"],
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      // htmx holds one eval for attributes nobody uses here: allowEval is false and the page's policy forbids it.
      checks: { eval: false },
      input: { app: "src/app.ts", board: "src/board/main.ts", week: "src/schedule/main.ts", room: "src/virtual/main.ts", devices: "src/virtual/devices.ts", sealer: "src/virtual/sealer.ts", voice: "src/virtual/voice.ts", blurring: "src/virtual/blurring.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: ({ names }) => (names[0]?.endsWith(".woff2") ? "fonts/[name][extname]" : "[name][extname]"),
      },
    },
  },
});
