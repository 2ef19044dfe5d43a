import { AppError, isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { parseJson } from "./jsonText";

/** Broken lines that a refusal names. */
const NAMED = 5;

/**
 * The JSON value of each line of a text (JSON Lines), every digit kept. Blank lines are none.
 * @throws AppError `invalid_request` with the numbers of the lines that are no JSON (fact `lines`), in words that name `what`
 */
export function parseJsonLines(text: string, what: string): Value[] {
  const values: Value[] = [];
  const broken: number[] = [];
  let why = "";
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(parseJson(line, `${what}, line ${index + 1},`));
    } catch (error) {
      if (!isAppError(error)) throw error;
      // The reader of JSON tells a line too, which is always 1.
      if (broken.push(index + 1) === 1) why = error.message.replace(/ \(line 1 column \d+\)/, "");
    }
  }
  if (broken.length === 0) return values;
  const [, ...others] = broken;
  const named = others.slice(0, NAMED - 1).join(", ");
  const more = others.length > NAMED - 1 ? ` and ${others.length - NAMED + 1} more` : "";
  const rest = others.length === 0 ? "" : ` Neither ${others.length === 1 ? "is line" : "are lines"} ${named}${more}.`;
  throw new AppError("invalid_request", `${why}${rest} Each line has to be JSON of its own.`, {
    lines: broken.slice(0, 100),
  });
}
