import querystring from "node:querystring";
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

/**
 * The words name the origin only if `isTold`: not where a secret may be part of it.
 * @throws AppError `egress_blocked` where one of these secrets is not for this origin
 */
export function requireSecretsFor(origin: string, secrets: OpenSecrets, isTold = true): void {
  for (const [name, { origins }] of secrets) {
    if (origins.includes(origin)) continue;
    const place = isTold ? origin : "the address that it is part of";
    const message = `The secret ${name} does not go to ${place}, but to ${origins.join(", ")}. Set it anew with this address, if it may go there.`;
    throw new AppError("egress_blocked", message, { secret: name, ...(isTold && { origin }) });
  }
}

/** The origin that an address has without them, undefined where it has none: with another one, a secret is part of it. */
export function originWithoutSecrets(address: NamedText): string | undefined {
  return URL.parse(address.map((part) => (typeof part === "string" ? part : "x")).join(""))?.origin;
}

/** Those of these secrets that an address repeats, however they are written in it. */
export function secretsRepeatedIn({ href }: URL, secrets: OpenSecrets): OpenSecrets {
  const written = [href, querystring.unescape(href.replaceAll("+", " "))].map((text) => text.toLowerCase());
  const isRepeated = ({ value }: OpenSecret) =>
    formsOf(value).some((form) => written.some((text) => text.includes(form.toLowerCase())));
  return new Map(Array.from(secrets).filter(([, secret]) => isRepeated(secret)));
}

/** A shorter value would be found by chance. */
const LEAST = 4;

/** Each form in which a value was sent, or is repeated. */
function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString("base64");
  const forms = new Set([value, encode(value, "url"), encode(value, "json"), base64]);
  return [...forms].filter((form) => form.length >= LEAST);
}

/** What a server says back, without what it was told in confidence: each form in which a value was sent, by its name. */
export function hideSecrets(bytes: Uint8Array, secrets: OpenSecrets): Uint8Array {
  const forms = Array.from(secrets, ([name, { value }]) =>
    formsOf(value).map((form) => [form, `{{secret:${name}}}`] as const),
  ).flat();
  if (forms.length === 0) return bytes;
  // The beginning of a longer one may be another.
  forms.sort(([one], [other]) => other.length - one.length);
  // One letter for each byte, whatever they are.
  let text = Buffer.from(bytes).toString("latin1");
  for (const [form, name] of forms) text = text.replaceAll(Buffer.from(form).toString("latin1"), name);
  return Buffer.from(text, "latin1");
}
