import type { NamedText } from "@/lib/nodes/requestPort";
import { encode } from "@/lib/nodes/requestText";
import { AppError } from "@/types/errors";
import type { OpenSecret } from "./secretStore";

/** Secrets of one request, opened. */
export type OpenSecrets = ReadonlyMap<string, OpenSecret>;

/** The text as it is sent. */
export function fillSecrets(text: NamedText, secrets: OpenSecrets): string {
  return text
    .map((part) => (typeof part === "string" ? part : encode(secrets.get(part.secret)?.value ?? "", part.as)))
    .join("");
}

/** @throws AppError `egress_blocked` where one of these secrets is not for this origin */
export function requireSecretsFor(origin: string, secrets: OpenSecrets): void {
  for (const [name, { origins }] of secrets) {
    if (origins.includes(origin)) continue;
    const message = `The secret ${name} does not go to ${origin}, but to ${origins.join(", ")}. Set it anew with this address, if it may go there.`;
    throw new AppError("egress_blocked", message, { secret: name, origin });
  }
}

/** A shorter value would be found by chance. */
const LEAST = 4;

/** What a server says back, without what it was told in confidence: each form in which a value was sent, by its name. */
export function hideSecrets(bytes: Uint8Array, secrets: OpenSecrets): Uint8Array {
  const forms = Array.from(secrets, ([name, { value }]) => {
    const written = new Set([
      value,
      encode(value, "url"),
      encode(value, "json"),
      Buffer.from(value).toString("base64"),
    ]);
    return [...written].filter((form) => form.length >= LEAST).map((form) => [form, `{{secret:${name}}}`] as const);
  }).flat();
  if (forms.length === 0) return bytes;
  // One letter for each byte, whatever they are.
  let text = Buffer.from(bytes).toString("latin1");
  for (const [form, name] of forms) text = text.replaceAll(Buffer.from(form).toString("latin1"), name);
  return Buffer.from(text, "latin1");
}
