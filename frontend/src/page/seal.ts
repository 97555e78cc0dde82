/** Sealing what is kept in this tab: AES-256-GCM under the reader's own key, which only their pages carry.
 *
 * Without a key (nobody signed in) or without Web Crypto (no https) nothing can be sealed, and nothing is kept.
 */
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const text = (made: Uint8Array): string => btoa(Array.from(made, (byte) => String.fromCharCode(byte)).join(""));

let key: Promise<CryptoKey> | null = null;

function mine(): Promise<CryptoKey> {
  key ??= crypto.subtle.importKey("raw", bytes(document.body.dataset["draftKey"] ?? ""), "AES-GCM", false, ["encrypt", "decrypt"]);
  return key;
}

export const canSeal = (): boolean => Boolean(document.body.dataset["draftKey"]) && window.isSecureContext;

/** `place` is sealed with it: a text moved to another form does not open. */
export async function seal(said: string, place: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const way = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
  const made = await crypto.subtle.encrypt(way, await mine(), new TextEncoder().encode(said));
  return `${text(iv)}.${text(new Uint8Array(made))}`;
}

/** The text, or null where it is somebody else's, was moved, or is no sealed text at all. */
export async function open(sealed: string, place: string): Promise<string | null> {
  try {
    const [iv = "", made = ""] = sealed.split(".");
    const way = { name: "AES-GCM", iv: bytes(iv), additionalData: new TextEncoder().encode(place) };
    return new TextDecoder().decode(await crypto.subtle.decrypt(way, await mine(), bytes(made)));
  } catch {
    return null;
  }
}
