import { createHash } from "node:crypto";

/** How what the real service encrypts begins. */
const start = "gAAAAAB";

/** What only the same owner and model can have been given: an account or a key, told by any name of it. */
export function sealFor(owner: string, model: string, text: string): string {
  const nonce = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  return `${start}${nonce}${seal(owner, model, nonce)}==`;
}

export function isSealedFor(owner: string, model: string, ciphertext: string): boolean {
  const nonce = ciphertext.slice(start.length, start.length + 22);
  return ciphertext === `${start}${nonce}${seal(owner, model, nonce)}==`;
}

function seal(owner: string, model: string, nonce: string): string {
  return createHash("sha256").update(`${owner}\n${model}\n${nonce}`).digest("base64url");
}
