import { type Asked, type Failure, upstreamError } from "./failure";
import { asObject, asText } from "./narrow";
import { readSaid } from "./said";

/**
 * An answer that came, and was paid for, but is nothing that was asked for: told with what it says, never asked for
 * again. `foreign` is its first message.
 */
export function toUnreadable(foreign: unknown, asked: Asked): Failure {
  const { words } = readSaid(foreign);
  const { object, type } = asObject(foreign);
  const called = asText(object) ?? asText(type);
  const what = called === undefined ? "" : ` (it is called "${called.slice(0, 60)}")`;
  const sentence = `${asked.upstream} answered in a form that was not asked for${what}, so it could not be read. Check that the base URL leads to the right API.`;
  return { error: upstreamError("upstream_rejected", asked, { words, sentence }) };
}
