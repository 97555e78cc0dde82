/** What finds the person in a picture, served by ourselves: the library's loader, its WASM and its model, as they came. */
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const FROM = "node_modules/@mediapipe/selfie_segmentation/";
const FILES = [
  "selfie_segmentation.js",
  "selfie_segmentation.binarypb",
  "selfie_segmentation_landscape.tflite",
  "selfie_segmentation_solution_simd_wasm_bin.js",
  "selfie_segmentation_solution_simd_wasm_bin.wasm",
];

export function segmentation(): Plugin {
  return {
    name: "openiop-segmentation",
    apply: "build",
    generateBundle() {
      for (const name of FILES) this.emitFile({ type: "asset", fileName: `blur/${name}`, source: readFileSync(FROM + name) });
    },
  };
}
