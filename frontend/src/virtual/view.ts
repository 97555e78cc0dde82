/** Whom one sees at once, and how large: only their pictures are asked for. Sound is heard of everybody, always. */
export interface Seen {
  id: string;
  role: string;
}
export interface View {
  page: number;
  pages: number;
  shown: string[]; // the tiles of this page, in their order
  large: string; // who fills the stage where one person does, else ""
}

const ROOM: [number, number][] = [[760, 9], [480, 6], [0, 4]]; // from how many px of the stage on how many fit
export const SHARP = 1; // the layers of a picture, as the router counts them
export const SMALL = 0;

export const most = (width: number): number => ROOM.find(([from]) => width >= from)?.[1] ?? 4;

/** One page of the grid; or whoever speaks, and a few of the others below. Oneself never fills the stage. */
export function viewOf(people: Seen[], me: string, speaker: string, bySpeaker: boolean, wanted: number, width: number): View {
  const ids = people.map((each) => each.id);
  const room = most(width);
  if (bySpeaker) {
    const others = people.filter((each) => each.id !== me);
    const large = others.find((each) => each.id === speaker)?.id ?? others.find((each) => each.role === "host")?.id ?? others[0]?.id ?? "";
    const rest = ids.filter((id) => id !== large);
    return { page: 0, pages: 1, shown: [...(large ? [large] : []), ...rest.slice(0, room === 4 ? 3 : 5)], large };
  }
  const pages = Math.max(1, Math.ceil(ids.length / room));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { page, pages, shown: ids.slice(page * room, page * room + room), large: "" };
}

/** Which layer of a picture a tile of this width on the screen deserves. */
export const layerOf = (width: number, isPoor: boolean): number => (!isPoor && width >= 360 ? SHARP : SMALL);
