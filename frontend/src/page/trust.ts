/** The one place where text becomes markup: what our own server answered to htmx. Every other sink refuses text
 * (require-trusted-types-for), and no script can make a second policy (trusted-types). build/trusted.ts puts the call
 * into htmx. */
interface Policy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const factory = (window as unknown as { trustedTypes?: Factory }).trustedTypes;
const policy: Policy | undefined = factory?.createPolicy("openiop", { createHTML: (text) => text, createScriptURL: ours });

/** `text`, said to come from our own server. Browsers that know no Trusted Types take it as it is. */
export function trusted(text: string): string {
  return policy?.createHTML(text) ?? text;
}

/** The address of a script of ours, for a worker: one that this very server built, and no other. */
export function trustedScript(url: string): string {
  return policy?.createScriptURL(url) ?? ours(url);
}

function ours(url: string): string {
  const there = new URL(url, location.href);
  if (there.origin !== location.origin || !/\/built\/[a-z]+\.js$/.test(there.pathname)) throw new TypeError("not a script of ours");
  return there.href;
}
