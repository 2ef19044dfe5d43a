import type { Notice } from "@/types/llm";
import type { Payer } from "@/types/providers";
import { structuredItem } from "./structured";

/** Who pays for an answer: `x-patchbay-payer: account;provider="openai-auth";id="…";name="ChatGPT"`. */
export const PAYER_HEADER = "x-patchbay-payer";
/** What a person should know of an answer. */
export const NOTICE_HEADER = "x-patchbay-notice";

/** Clients take about 16 KB of headers in all. */
const MAX_NOTICE_CHARACTERS = 4000;
const MAX_MESSAGE_CHARACTERS = 500;

export function payerHeader({ kind, provider, id, name }: Payer): string {
  return structuredItem(kind, { provider, id, name });
}

/** A List of RFC 9651, one item for each notice; what does not fit is counted. Undefined where there is none. */
export function noticeHeader(notices: readonly Notice[]): string | undefined {
  const items: string[] = [];
  let room = MAX_NOTICE_CHARACTERS;
  for (const [index, notice] of notices.entries()) {
    const item = toldNotice(notice);
    room -= item.length;
    if (room < 0) {
      items.push(structuredItem("more_notices", { count: notices.length - index }));
      break;
    }
    items.push(item);
  }
  return items.length === 0 ? undefined : items.join(", ");
}

/** What becomes known only when a stream has begun stands in it as a comment, which clients skip. */
export function noticeComment(notice: Notice): string {
  return `: ${NOTICE_HEADER}: ${toldNotice(notice)}\n\n`;
}

function toldNotice({ code, message }: Notice): string {
  const text = message.length > MAX_MESSAGE_CHARACTERS ? `${message.slice(0, MAX_MESSAGE_CHARACTERS)}…` : message;
  return structuredItem(/^[a-z][a-z0-9_.-]*$/i.test(code) ? code : "notice", { message: text });
}
