import { AppError } from "@/types/errors";
import { MAX_DEPTH } from "@/types/workflow";

/** Values in one body: more keep `JSON.parse`, and whoever walks the outcome, busy for seconds. */
const MAX_VALUES = 1_000_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * Looks at JSON as it arrives, byte by byte and without recursion, and refuses what would be a burden to parse: 38 MB
 * of brackets take a parser seconds and a gigabyte. Whether it is valid, the parser says.
 */
export function createJsonShape(): { take(chunk: Uint8Array): void } {
  let depth = 0;
  let values = 1;
  let isInText = false;
  let isEscaped = false;

  function takeStructure(byte: number): void {
    if (byte === QUOTE) isInText = true;
    else if (byte === COMMA) values++;
    else if (opening.has(byte)) {
      depth++;
      values++;
    } else if (closing.has(byte)) depth--;
  }

  return {
    take(chunk) {
      for (const byte of chunk) {
        if (isEscaped) isEscaped = false;
        else if (!isInText) takeStructure(byte);
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInText = false;
        if (depth > MAX_DEPTH) {
          throw new AppError("invalid_request", `This JSON is nested deeper than ${MAX_DEPTH} levels.`);
        }
      }
      if (values > MAX_VALUES) {
        const message = `This JSON holds more than ${MAX_VALUES.toLocaleString("en")} values. Send large tables as a file.`;
        throw new AppError("too_large", message, { maxValues: MAX_VALUES });
      }
    },
  };
}
