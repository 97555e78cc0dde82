// The island folds as the server does: both read the same vectors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { transformWithOxc } from "vite";

const source = readFileSync(new URL("../src/board/fold.ts", import.meta.url), "utf8");
const { code } = await transformWithOxc(source, "fold.ts");
const { fold } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const vectors = JSON.parse(readFileSync(new URL("../../openiop/care/encounters/tests/fold.json", import.meta.url), "utf8"));

for (const each of vectors) {
  test(each.name, () => assert.deepEqual(fold(each.taps, each.hand, each.start, each.end), each.state));
}
