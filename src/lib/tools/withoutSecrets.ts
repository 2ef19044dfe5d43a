import { redact } from "@/lib/security/redact";

/** A shorter one stands in words that have nothing to do with it. */
const LEAST = 6;

/** What a server says, without what looks like a secret, and without these: all of one, or the key that stands behind `Bearer`. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap((secret) => [secret, ...secret.split(/\s+/)]).filter(({ length }) => length >= LEAST);
  // The beginning of a longer one may be another.
  known.sort((one, other) => other.length - one.length);
  return redact(known.reduce((words, secret) => words.replaceAll(secret, "[secret]"), text));
}
