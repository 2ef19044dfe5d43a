import { AppError } from "@/types/errors";

/** As errors of QuickJS name the code. */
export const SCRIPT_FILE = "code";

export const noFunction =
  "The code has to be a function, (value, inputs) => …, or lines that end with return and a value.";
export const tooMuchWork = "The code took more than two seconds of work. Give it less, or write it with fewer loops.";
export const tooLittleMemory = "The code needed more than 64 MB. Give it less at once: a list item by item.";
const tooDeep = "The code called itself too often, one call within the other.";

/** The code that fails, and the characters that were put before it on its first line. */
export interface Written {
  code: string;
  before: number;
}

/**
 * A failure of the sandbox as an error with the place in the code, from what it told as JSON: what was thrown, and its
 * stack. Lines and columns count from 1.
 */
export function toFailure(told: string, written: Written): AppError {
  const [what = "", stack = ""] = JSON.parse(told) as string[]; // as the prelude writes it
  const place = placeIn(stack, written);
  if (what === "InternalError: interrupted") return new AppError("too_large", tooMuchWork, place);
  if (what === "InternalError: out of memory" || what === "null") {
    return new AppError("too_large", tooLittleMemory, place);
  }
  const words = what === "InternalError: stack overflow" ? tooDeep : `${what}.`;
  if (place === undefined) return new AppError("invalid_request", `The code failed: ${words}`);
  const where = `line ${place.line}, column ${place.column}`;
  return new AppError("invalid_request", `The code failed at ${where}: ${words}`, place);
}

const placePattern = new RegExp(`\\b${SCRIPT_FILE}:(\\d+):(\\d+)\\)?$`, "m");

function placeIn(stack: string, { code, before }: Written): { line: number; column: number } | undefined {
  const found = placePattern.exec(stack);
  if (found === null) return undefined;
  const lines = code.split(/\r\n|[\r\n]/);
  const line = Number(found[1]);
  // Where something is missing at the end, the place is behind the code.
  const last = lines[lines.length - 1] ?? "";
  if (line > lines.length) return { line: lines.length, column: last.length + 1 };
  return { line, column: Math.max(1, Number(found[2]) - (line === 1 ? before : 0)) };
}
