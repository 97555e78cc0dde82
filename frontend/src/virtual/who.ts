/** The people in the room, for whoever asks. */
export interface Person {
  id: string;
  alias: string;
  role: string;
  mic: boolean;
  cam: boolean;
  hand: boolean;
  key: string;
}

export const here: { people: Person[]; me: string } = { people: [], me: "" };

export const person = (id: string): Person | undefined => here.people.find((each) => each.id === id);
export const aliasOf = (id: string): string => person(id)?.alias ?? "";
export const isHost = (id: string): boolean => person(id)?.role === "host";
