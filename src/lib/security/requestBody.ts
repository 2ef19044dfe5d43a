import type { z } from "zod";
import { hasLongNumbers, parseKeepingDigits } from "@/lib/nodes/jsonText";
import { AppError } from "@/types/errors";
import type { BodyReader, IncomingBody } from "./bodyReader";
import { createJsonShape } from "./jsonShape";

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/** A JSON body that is safe to walk. @throws AppError `invalid_request`, and what the reader throws */
export async function readJson(bodies: BodyReader, request: IncomingBody, maxBytes: number): Promise<unknown> {
  const shape = createJsonShape();
  return bodies.use(request, { maxBytes, look: shape.take }, async (bytes) => {
    const text = toText(bytes);
    return keepInputDigits(parseShaped(text), text);
  });
}

/** What was asked for, as its schema has it. @throws AppError `invalid_request` */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  const [first] = issues;
  const where = first?.path ? `${first.path}: ` : "";
  throw new AppError("invalid_request", `The request does not fit. ${where}${first?.message ?? ""}`, {
    issues: issues.slice(0, 20),
  });
}

/** Values for a run keep every digit they were sent with; in a document a number is a number. */
function keepInputDigits(body: unknown, text: string): unknown {
  if (typeof body !== "object" || body === null || !("inputs" in body) || !hasLongNumbers(text)) return body;
  const { inputs } = parseKeepingDigits(text) as { inputs: unknown }; // it has them, as it says above
  return { ...body, inputs };
}

/**
 * JSON without traps: no key that reaches into prototypes, no nesting that overflows whoever walks it.
 * @throws AppError `invalid_request`, `too_large`
 */
export function parseJson(text: string): unknown {
  createJsonShape().take(new TextEncoder().encode(text));
  return parseShaped(text);
}

function toText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_request", "This is not JSON: it is not written in UTF-8.", {}, { cause });
  }
}

function parseShaped(text: string): unknown {
  let value: unknown;
  try {
    value = text.trim() === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "This is not valid JSON.", {}, { cause });
  }
  refuseTraps(value);
  return value;
}

/** With a list of its own instead of recursion. */
function refuseTraps(root: unknown): void {
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value)) {
      const trap = Object.keys(value).find((key) => forbiddenKeys.has(key));
      if (trap !== undefined) throw new AppError("invalid_request", `The key ${trap} is not allowed.`);
    }
    for (const part of Object.values(value)) waiting.push(part);
  }
}
