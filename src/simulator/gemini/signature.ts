import { createHash } from "node:crypto";

/** Says that there is no signature, which is let pass. */
const none = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"];

/** Models that want the signature of a call back. */
export function wantsSignature(model: string): boolean {
  return !/^gemini-[12]/.test(model);
}

/** What only its own key and model can send back. */
export function signFor(key: string, model: string): string {
  return createHash("sha256").update(`thoughts of ${model} for ${key}`).digest("base64");
}

export function isSignedFor(key: string, model: string): (signature: string) => boolean {
  return (signature) => none.includes(signature) || signature === signFor(key, model);
}
