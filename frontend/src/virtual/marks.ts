/** What is on a whiteboard: strokes and typed lines, each of somebody. Anything may come over the line: only what is of
 * this shape, and not too much of it, is kept. */
export interface Mark {
  id: string;
  by: string;
  kind: "stroke" | "line";
  color: number; // 0 … 3
  points: number[]; // x, y, x, y … each 0 … 1000
  text: string;
}

export const MOST_MARKS = 500;
export const MOST_POINTS = 2000; // numbers of one stroke
const LONGEST = 200;

const isId = (value: unknown): value is string => typeof value === "string" && /^[a-z0-9]{6,24}$/.test(value);

export function pointsOf(value: unknown): number[] {
  if (!Array.isArray(value)) return [];
  const found = value.slice(0, MOST_POINTS).map((each) => Math.round(Number(each)));
  return found.length % 2 || found.some((each) => !(each >= 0 && each <= 1000)) ? [] : found;
}

export class Marks {
  readonly all = new Map<string, Mark>();

  /** A stroke begins, or goes on, or a line is written; what came of it, or null where it is none or not theirs. */
  add(told: Record<string, unknown>, by: string): Mark | null {
    const { id, color, text } = told;
    if (!isId(id)) return null;
    const points = pointsOf(told["points"]);
    const known = this.all.get(id);
    if (known) {
      if (known.by !== by || known.kind !== "stroke" || known.points.length + points.length > MOST_POINTS) return null;
      known.points.push(...points);
      return known;
    }
    if (this.all.size >= MOST_MARKS) return null;
    const words = typeof text === "string" ? text.trim().slice(0, LONGEST) : "";
    if (!words && points.length < 2) return null;
    const mark: Mark = { id, by, kind: words ? "line" : "stroke", color: [0, 1, 2, 3].includes(Number(color)) ? Number(color) : 0, points: words ? [] : points, text: words };
    this.all.set(id, mark);
    return mark;
  }

  /** Everybody takes back what is theirs, and nothing else. */
  remove(id: unknown, by: string): boolean {
    return typeof id === "string" && this.all.get(id)?.by === by && this.all.delete(id);
  }

  /** The last one of somebody. */
  lastOf(by: string): Mark | undefined {
    return [...this.all.values()].filter((each) => each.by === by).at(-1);
  }
}
