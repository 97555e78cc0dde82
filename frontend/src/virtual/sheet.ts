/** The shared worksheet: the topic's own words, shown to everybody by the facilitator; everybody may answer a line to all,
 * and write for themselves what nobody else sees. Nothing of it is kept. */
import { hear, share } from "./share.ts";
import { aliasOf, here, isHost } from "./who.ts";
import { part, says } from "./words.ts";

interface Sheet {
  title: string;
  text: string;
}
const LONGEST = { title: 160, text: 12_000, answer: 300 };
const MOST = 200;
let sheet: Sheet | null = null;
let answers: { by: string; text: string }[] = [];

function paint(): void {
  const box = part("sheet-shown");
  if (!box) return;
  box.hidden = !sheet;
  const none = part("sheet-none");
  if (none) none.hidden = Boolean(sheet);
  const title = part("sheet-title");
  if (title) title.textContent = sheet?.title ?? "";
  part("sheet-text")?.replaceChildren(
    ...(sheet?.text ?? "").split(/\n+/).filter(Boolean).map((each) => {
      const line = document.createElement("p");
      line.textContent = each;
      return line;
    }),
  );
  part("answers")?.replaceChildren(
    ...answers.map(({ by, text }) => {
      const line = document.createElement("li");
      const name = document.createElement("b");
      name.textContent = aliasOf(by);
      line.append(name, " ", text);
      return line;
    }),
  );
}

function show(found: Sheet | null): void {
  if (found?.text !== sheet?.text) answers = [];
  sheet = found;
  paint();
}

function answer(by: string, text: string): void {
  const words = text.trim().slice(0, LONGEST.answer);
  if (!words || answers.length >= MOST) return;
  answers.push({ by, text: words });
  paint();
}

export function greet(id: string): void {
  if (!sheet || !isHost(here.me)) return;
  void share({ k: "sheet", title: sheet.title, text: sheet.text }, id);
}

export function clear(): void {
  show(null);
}

export function begin(open: () => void, announce: (words: string) => void): void {
  hear("sheet", (told, from) => {
    if (!isHost(from)) return;
    const [title, text] = [String(told["title"] ?? "").slice(0, LONGEST.title), String(told["text"] ?? "").slice(0, LONGEST.text)];
    show(text ? { title, text } : null);
    if (!text) return;
    open();
    announce(says("sheet-shown", { title }));
  });
  hear("answer", (told, from) => answer(from, String(told["text"] ?? "")));
  part("sheet-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const value = (name: string): string => (form.elements.namedItem(name) as HTMLInputElement).value.trim();
    const found = { title: value("title").slice(0, LONGEST.title), text: value("text").slice(0, LONGEST.text) };
    show(found.text ? found : null);
    void share({ k: "sheet", ...found });
  });
  part("sheet-away")?.addEventListener("click", () => {
    show(null);
    void share({ k: "sheet", title: "", text: "" });
  });
  part("answer-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("text") as HTMLInputElement;
    answer(here.me, field.value);
    void share({ k: "answer", text: field.value.trim().slice(0, LONGEST.answer) });
    field.value = "";
  });
}
