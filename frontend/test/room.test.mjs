// The video room's own decisions: who is seen, when pictures stay away, and what may stand on the whiteboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { transformWithOxc } from "vite";

async function load(name) {
  const { code } = await transformWithOxc(readFileSync(new URL(`../src/virtual/${name}.ts`, import.meta.url), "utf8"), `${name}.ts`);
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
const { viewOf, layerOf } = await load("view");
const { Judge } = await load("poor");
const { quiet } = await load("media");
const { Marks, MOST_MARKS, MOST_POINTS } = await load("marks");

const { Line } = await load("line");

const people = (count) => Array.from({ length: count }, (_each, n) => ({ id: `p${n}`, role: n ? "client" : "host" }));

test("nine at a desk, six beside the roster, four on a phone, and everybody stands on exactly one page", () => {
  for (const [width, most] of [[900, 9], [620, 6], [390, 4]]) {
    const all = people(15);
    const first = viewOf(all, "p1", "", false, 0, width);
    assert.equal(first.pages, Math.ceil(15 / most));
    const seen = Array.from({ length: first.pages }, (_each, page) => viewOf(all, "p1", "", false, page, width).shown);
    assert.ok(seen.every((page) => page.length <= most));
    assert.deepEqual(seen.flat(), all.map((each) => each.id));
  }
});

test("a page that is gone, because people left, becomes the last one there is", () => {
  assert.deepEqual(viewOf(people(3), "p1", "", false, 7, 900), { page: 0, pages: 1, shown: ["p0", "p1", "p2"], large: "" });
});

test("whoever speaks is large, oneself never, and a few others stay small", () => {
  const spoken = viewOf(people(15), "p1", "p9", true, 0, 900);
  assert.equal(spoken.large, "p9");
  assert.equal(spoken.shown.length, 6);
  assert.equal(viewOf(people(15), "p1", "p1", true, 0, 900).large, "p0"); // the facilitator
  assert.equal(viewOf(people(15), "p1", "p9", true, 0, 390).shown.length, 4);
  assert.equal(viewOf(people(1), "p0", "p0", true, 0, 390).large, "");
});

test("a small tile gets a small picture, and on a poor line every tile does", () => {
  assert.deepEqual([layerOf(500, false), layerOf(280, false), layerOf(900, true)], [1, 0, 0]);
});

const looks = (judge, shares, packets = 200) => {
  let at = looks.at ?? { received: 0, lost: 0 };
  return shares.map((share) => {
    at = looks.at = { received: at.received + packets * (1 - share), lost: at.lost + packets * share };
    return judge.look(at);
  });
};

test("three bad looks in a row make pictures small, three more take them away; one good look begins anew", () => {
  looks.at = undefined;
  const judge = new Judge();
  assert.deepEqual(looks(judge, [0, 0.3, 0.3, 0, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]), [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2]);
});

test("few packets, as when everybody is silent, say nothing of a line", () => {
  looks.at = undefined;
  assert.ok(looks(new Judge(), Array(40).fill(1), 1).every((step) => step === 0 || step === undefined || step < 1));
});

test("whoever asks for the pictures has them for a while, whatever the line is", () => {
  looks.at = undefined;
  const judge = new Judge();
  looks(judge, [0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  assert.equal(judge.step, 2);
  judge.again();
  assert.ok(looks(judge, Array(10).fill(0.5)).every((step) => step === 0));
  assert.equal(looks(judge, Array(7).fill(0.5)).at(-1), 2);
});

test("a stroke grows by its own hand alone, and only its own hand takes it away", () => {
  const marks = new Marks();
  const id = "aaaaaaaa";
  assert.ok(marks.add({ id, color: 2, points: [1, 2, 3, 4] }, "one"));
  assert.equal(marks.add({ id, color: 2, points: [5, 6] }, "two"), null);
  assert.deepEqual(marks.add({ id, points: [5, 6] }, "one").points, [1, 2, 3, 4, 5, 6]);
  assert.equal(marks.remove(id, "two"), false);
  assert.equal(marks.lastOf("one").id, id);
  assert.equal(marks.remove(id, "one"), true);
});

test("what is none of the whiteboard's shapes leaves nothing on it", () => {
  const marks = new Marks();
  const bad = [{}, { id: "<svg>" }, { id: "aaaaaaab", points: [1] }, { id: "aaaaaaac", points: [-1, 2] }, { id: "aaaaaaad", points: ["x", 2] }, { id: "aaaaaaae", text: "  " }, { id: "aaaaaaaf", points: "1234" }];
  for (const each of bad) assert.equal(marks.add(each, "one"), null);
  assert.equal(marks.all.size, 0);
});

test("a whiteboard has an end", () => {
  const marks = new Marks();
  for (let n = 0; n < MOST_MARKS + 50; n += 1) marks.add({ id: `line${1000 + n}`, text: "word" }, "one");
  assert.equal(marks.all.size, MOST_MARKS);
  const long = new Marks();
  for (let n = 0; n < 5; n += 1) long.add({ id: "strokeee", points: Array(MOST_POINTS / 2).fill(1) }, "one");
  assert.ok(long.all.get("strokeee").points.length <= MOST_POINTS);
});

test("the offer asks for cheap silence, once, and in the line of Opus alone", () => {
  const offer = "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:96 VP8/90000\r\na=fmtp:97 apt=96\r\n";
  const asked = quiet(offer);
  assert.equal(asked, offer.replace("useinbandfec=1", "useinbandfec=1;usedtx=1"));
  assert.equal(quiet(asked), asked);
  assert.equal(quiet("a=rtpmap:96 VP8/90000\r\n"), "a=rtpmap:96 VP8/90000\r\n");
});

test("however often the network says that it is back, a page asks for one ticket at a time and has one line", async () => {
  const [asked, sockets, heard] = [[], [], {}];
  const globals = {
    document: { body: { getAttribute: () => "{}" } },
    window: { setInterval() {}, setTimeout, clearTimeout, addEventListener: (kind, what) => (heard[kind] = what) },
    WebSocket: class {
      constructor() {
        sockets.push(this);
      }
      addEventListener() {}
      close() {}
    },
    fetch: (_to, { signal }) =>
      new Promise((answer, fail) => {
        signal.addEventListener("abort", () => fail(new Error("given up")));
        asked.push({ signal, answer: () => answer({ headers: new Map(), json: async () => ({ ticket: "t" }) }) });
      }),
  };
  Object.assign(globalThis, globals);
  const line = new Line("ws://gateway", "/tickets", () => {}, () => {}, () => {});
  try {
    void line.open();
    void line.open();
    heard.online();
    heard.online();
    await new Promise((then) => setTimeout(then, 500)); // past the first pause
    assert.equal(asked.filter(({ signal }) => !signal.aborted).length, 1);
    for (const each of asked) each.answer();
    await new Promise((then) => setTimeout(then, 500));
    assert.equal(sockets.length, 1);
  } finally {
    line.close();
    for (const name of Object.keys(globals)) delete globalThis[name];
  }
});
