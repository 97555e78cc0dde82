/** How somebody's week stands, for the meter that moves while a group is held: the twin of score.stand in
 * openiop/engines/scheduler/score.py, held to the same vectors. */
import { type Client, dayOf, type Week } from "./week.ts";

/** Treatment minutes, days that count, minutes that are missing, days that do not count or are missing. */
export interface Standing {
  minutes: number;
  days: number;
  unmet: number;
  invalid: number;
}

export function standing(week: Week, key: string): Standing | null {
  const client = week.clients.get(key);
  const payer = week.payers.get(client?.payer ?? "");
  if (!client || !payer) return null;
  const days = new Map<number, number>();
  const spent = new Map<string, number>(); // by curriculum, and by kind of hour
  for (const each of week.things) {
    if (!each.members.includes(key)) continue;
    const what = each.kind === "group" ? `of ${week.groups.get(each.type ?? "")?.curriculum ?? ""}` : each.kind;
    spent.set(what, (spent.get(what) ?? 0) + each.minutes);
    if (each.kind === "group" || payer.individual_counts) days.set(dayOf(each), (days.get(dayOf(each)) ?? 0) + each.minutes);
  }
  const minutes = [...days.values()].reduce((sum, each) => sum + each, 0);
  const lacks = (due: number, what: string): number => Math.max(0, due - (spent.get(what) ?? 0));
  let unmet = Math.max(0, client.dose.minutes - minutes);
  for (const need of client.needs) unmet += lacks(need.minutes, `of ${need.curriculum}`);
  if (client.individual) unmet += lacks(client.individual.minutes * client.individual.times, "individual");
  unmet += lacks(familyDue(week, client), "family");
  const least = Math.max(payer.minimum_day_minutes, client.dose.day_minutes);
  const valid = [...days.values()].filter((each) => each >= least).length;
  const needed = Math.max(payer.minimum_days, client.dose.days);
  return { minutes, days: valid, unmet, invalid: days.size - valid + Math.max(0, needed - valid) };
}

function familyDue(week: Week, { family }: Client): number {
  if (!family) return 0;
  const isDue = family.last === null || Math.ceil(-week.dayOn(family.last) / 7) >= family.every_weeks;
  return isDue ? family.minutes : 0;
}
