import { decodeAs } from "@/lib/decodeText";
import { parseJson } from "@/lib/nodes/jsonText";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import type { RequestToSend } from "@/lib/nodes/requestPort";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

/** Of an answer, unpacked. */
export const MAX_ANSWER = 10 * 1024 * 1024;

/** All of a body, and no more than `most` bytes of it are ever held. @throws AppError `too_large` */
export async function readBytes(response: Response, host: string, most = MAX_ANSWER): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    // Leaving the loop closes the connection.
    if (size > most) {
      throw new AppError("too_large", `${host} answered with more than 10 MB. Ask it for less.`, { host });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What a body becomes on a wire. @throws AppError `upstream_rejected` for what it is not, `unsupported_file` */
export async function toBody(
  bytes: Uint8Array,
  { as, type, host }: Pick<RequestToSend, "as"> & { type: string | null; host: string },
  assets: Pick<NodeAssets, "keep">,
): Promise<Value> {
  if (as === "file") return assets.keep(bytes);
  const text = toText(bytes, type);
  if (text === undefined) {
    throw new AppError("upstream_rejected", `${host} did not answer with text. Take its answer as a file.`, { host });
  }
  if (as === "text") return text;
  if (text.trim() === "") return null;
  try {
    return parseJson(text, `The answer of ${host}`);
  } catch (cause) {
    const message = `${host} did not answer with JSON: ${beginning(text)}`;
    throw new AppError("upstream_rejected", message, { host }, { cause });
  }
}

/** The text of bytes in the encoding that they are said to be in; undefined for what is none. */
export function toText(bytes: Uint8Array, type: string | null): string | undefined {
  const said = /charset\s*=\s*"?([\w.:-]+)/i.exec(type ?? "")?.[1];
  return (said === undefined ? undefined : decodeAs(bytes, said)) ?? decodeAs(bytes, "utf-8");
}

const MAX_BEGINNING = 300;

/** What a person is shown of an answer that helps nobody. */
export function beginning(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_BEGINNING ? `${line.slice(0, MAX_BEGINNING - 1)}…` : line;
}
