import type { Notice } from "@/types/llm";
import type { Payer } from "@/types/providers";
import { structuredItem } from "./structured";

/** Who pays for an answer: `x-patchbay-payer: account;provider="openai-auth";id="…";name="ChatGPT"`. */
export const PAYER_HEADER = "x-patchbay-payer";
/** What a person should know of an answer, one line each. */
export const NOTICE_HEADER = "x-patchbay-notice";

/** Clients take about 16 KB of headers in all. */
const MAX_NOTICE_CHARACTERS = 4000;
const MAX_MESSAGE_CHARACTERS = 500;

export function payerHeader({ kind, provider, id, name }: Payer): string {
  return structuredItem(kind, { provider, id, name });
}

/** One value for each notice; what does not fit is counted. */
export function noticeHeaders(notices: readonly Notice[]): string[] {
  const values: string[] = [];
  let room = MAX_NOTICE_CHARACTERS;
  for (const [index, notice] of notices.entries()) {
    const value = toldNotice(notice);
    room -= value.length;
    if (room < 0) return [...values, structuredItem("more_notices", { count: notices.length - index })];
    values.push(value);
  }
  return values;
}

/** What becomes known only when a stream has begun stands in it as a comment, which clients skip. */
export function noticeComment(notice: Notice): string {
  return `: ${NOTICE_HEADER}: ${toldNotice(notice)}\n\n`;
}

function toldNotice({ code, message }: Notice): string {
  const text = message.length > MAX_MESSAGE_CHARACTERS ? `${message.slice(0, MAX_MESSAGE_CHARACTERS)}…` : message;
  return structuredItem(/^[a-z][a-z0-9_.-]*$/i.test(code) ? code : "notice", { message: text });
}
