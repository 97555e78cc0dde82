/** What else the gateway may say. */
import type { Said } from "./line.ts";

export const also: Record<string, (said: Said) => void> = {};
