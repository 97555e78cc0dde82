/** Passkeys: the browser's ceremony for forms that carry a `credential`, the server's challenge in JSON on the page or behind
 * data-options. Nothing secret passes through here; the device signs, and the server checks. */
import { word } from "./words.ts";

type Json = Record<string, unknown>;
interface Options {
  request_options?: { publicKey: Json };
  creation_options?: { publicKey: Json };
}

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const listed = (list: unknown): PublicKeyCredentialDescriptor[] | undefined =>
  (list as { id: string; type: "public-key" }[] | undefined)?.map((each) => ({ ...each, id: bytes(each.id) }));

export const knowsPasskeys = (): boolean => "credentials" in navigator && "PublicKeyCredential" in window;

/** The signed answer to the server's challenge, as JSON. Throws where the person or the device declined. */
export async function answer(options: Options): Promise<string> {
  const given = options.request_options?.publicKey as Json;
  const publicKey = { ...given, challenge: bytes(given["challenge"] as string) } as unknown as PublicKeyCredentialRequestOptions;
  const allowed = listed(given["allowCredentials"]);
  if (allowed) publicKey.allowCredentials = allowed;
  const made = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAssertionResponse;
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  });
}

async function create(options: Options): Promise<string> {
  const given = options.creation_options?.publicKey as Json;
  const user = given["user"] as Json;
  const publicKey = {
    ...given,
    challenge: bytes(given["challenge"] as string),
    user: { ...user, id: bytes(user["id"] as string) },
    excludeCredentials: listed(given["excludeCredentials"]) ?? [],
    // A key that signs in alone lies in the device, and asks for face, finger or PIN.
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports(),
    },
  });
}

/** The challenge for a form: fresh from data-options, else the one that came with the page. */
export async function challenge(form: HTMLFormElement): Promise<Options> {
  const address = form.dataset["options"];
  if (!address) return JSON.parse(document.getElementById("passkey-options")?.textContent ?? "{}") as Options;
  const said = await fetch(address, { headers: { Accept: "application/json" } });
  if (!said.ok) throw new Error(said.statusText);
  return (await said.json()) as Options;
}

/** Says beside the form what went wrong. */
export function problem(form: HTMLFormElement, words: string): void {
  const line =
    form.querySelector<HTMLElement>("[data-problem]") ??
    document.querySelector<HTMLElement>(`[data-problem-of="${form.id}"]`);
  if (!line) return;
  line.hidden = !words;
  line.textContent = words;
}

async function perform(form: HTMLFormElement, ceremony: (options: Options) => Promise<string>): Promise<void> {
  problem(form, "");
  if (!knowsPasskeys()) return problem(form, word("passkeyNone"));
  try {
    const made = await ceremony(await challenge(form));
    const field = form.elements.namedItem("credential") as HTMLInputElement;
    field.value = made;
    form.submit();
  } catch {
    problem(form, word("passkeyFailed"));
  }
}

export function startPasskeys(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const ceremony = "passkeyAdd" in form.dataset ? create : "passkeyLogin" in form.dataset ? answer : null;
    if (!ceremony || event.defaultPrevented) return;
    event.preventDefault();
    void perform(form, ceremony);
  });
}
