// The island judges as verify.py and score.py do: both read the same vectors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const island = here("../src/schedule");
const asked = `export { faults } from "${island}/legal.ts"; export { standing } from "${island}/standing.ts"; export { read } from "${island}/week.ts";`;
const made = await build({
  configFile: false,
  logLevel: "silent",
  plugins: [{ name: "asked", resolveId: (id) => (id.endsWith("asked") ? "asked" : null), load: (id) => (id === "asked" ? asked : null) }],
  build: { write: false, lib: { entry: "asked", formats: ["es"] } },
});
const { code } = [made].flat()[0].output[0];
const { faults, read, standing } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const { problem, plan, moves, hours } = JSON.parse(readFileSync(here("../../openiop/care/schedule/tests/legal.json"), "utf8"));

function judged(after, thing, codes, then) {
  assert.deepEqual([...new Set(faults(read(problem, plan), thing).map((each) => each.code))].sort(), codes);
  for (const [client, [minutes, days, unmet, invalid]] of Object.entries(then)) {
    assert.deepEqual(standing(after, client), { minutes, days, unmet, invalid });
  }
}

moves.forEach(({ session, codes, standing: then }, n) => {
  test(`move ${n}: ${codes.join(", ") || "fits"}`, () => {
    const sessions = [...plan.sessions.filter((each) => each.id !== session.id), session];
    const after = read(problem, { ...plan, sessions });
    judged(after, after.things.find((each) => each.id === session.id), codes, then);
  });
});

hours.forEach(({ of, slot, codes, standing: then }, n) => {
  test(`hour ${n}: ${codes.join(", ") || "fits"}`, () => {
    const after = read(problem, { ...plan, slots: plan.slots.map((each, at) => (at === of ? slot : each)) });
    const [was, now] = [read(problem, plan), after].map(({ things }) => things[plan.sessions.length + of]);
    judged(after, { ...now, id: was.id }, codes, then); // in the hand it is still called what it was
  });
});
