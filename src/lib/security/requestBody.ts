import { hasLongNumbers, parseKeepingDigits } from "@/lib/nodes/jsonText";
import { AppError } from "@/types/errors";
import { MAX_DEPTH } from "@/types/workflow";

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/** The bytes of a body, refused as soon as they pass the cap. @throws AppError `too_large` */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new AppError("too_large", `This is larger than the ${toSize(maxBytes)} allowed.`, { maxBytes });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

/** A JSON body that is safe to walk. @throws AppError `invalid_request`, `too_large` */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_request", "This body is not in UTF-8.", {}, { cause });
  }
  return keepInputDigits(parseJson(text), text);
}

/** Values for a run keep every digit they were sent with; in a document a number is a number. */
function keepInputDigits(body: unknown, text: string): unknown {
  if (typeof body !== "object" || body === null || !("inputs" in body) || !hasLongNumbers(text)) return body;
  const { inputs } = parseKeepingDigits(text) as { inputs: unknown }; // it has them, as it says above
  return { ...body, inputs };
}

/**
 * JSON without traps: no key that reaches into prototypes, no nesting that overflows whoever walks it.
 * @throws AppError `invalid_request`
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = text.trim() === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "This is not valid JSON.", {}, { cause });
  }
  refuseTraps(value);
  return value;
}

/** Level by level instead of recursively, so that the check itself cannot overflow. */
function refuseTraps(root: unknown): void {
  let level = [root];
  // An image inside a document adds a level or two of its own to the document's depth.
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new AppError("invalid_request", `This JSON is nested deeper than ${MAX_DEPTH} levels.`);
    level = level.flatMap((value) => {
      if (typeof value !== "object" || value === null) return [];
      const trap = Object.keys(value).find((key) => forbiddenKeys.has(key));
      if (trap !== undefined) throw new AppError("invalid_request", `The key ${trap} is not allowed.`);
      return Object.values(value);
    });
  }
}

function toSize(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${Math.round(kilobytes / 1024)} MB`;
}
