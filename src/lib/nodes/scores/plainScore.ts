import { parseKeepingDigits } from "@/lib/nodes/jsonText";
import type { NodeContext } from "@/lib/nodes/nodeKind";
import { isAssetRef, toText } from "@/lib/nodes/values";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { jsonDifference } from "./jsonDifference";
import { numberIn } from "./numberIn";
import { roundScore } from "./roundScore";
import { type ScoreData, type ScoreMethod, SIMILAR_PASS, type Verdict } from "./scoreSettings";

/** What is scored, and what it is held against, where there is something. */
export interface Scored {
  value: Value;
  reference: Value | undefined;
}

type Context = Pick<NodeContext<ScoreData>, "data" | "work" | "signal">;

/**
 * A verdict without a model. What cannot be read as a number or as JSON scores 0, and the reason says so.
 * @throws AppError `invalid_request` for a reference that is missing or cannot be used, `too_large`
 */
export function plainScore(
  method: Exclude<ScoreMethod, "judge">,
  context: Context,
  scored: Scored,
): Verdict | Promise<Verdict> {
  if (isAssetRef(scored.value)) {
    throw new AppError("invalid_request", "A picture or a file has no text to score. Let a judge look at it.");
  }
  return methods[method](context, scored);
}

const methods = { equals, contains, matches, range, schema, similar };

const yesOrNo = (pass: boolean, reason: string): Verdict => ({ score: pass ? 1 : 0, pass, reason });

function equals({ data }: Context, scored: Scored): Verdict {
  if (data.asJson === true) return equalsJson(scored);
  const wanted = wantedOf(scored);
  const read = (text: string) => {
    const folded = fold(text, data.ignoreCase);
    return data.ignoreSpace === true ? folded.trim() : folded;
  };
  const isSame = read(toText(scored.value)) === read(wanted);
  return yesOrNo(isSame, isSame ? "As expected." : `Not as expected: ${quoted(wanted)}.`);
}

function equalsJson(scored: Scored): Verdict {
  const wanted = readJson(wantedOf(scored));
  if (wanted === undefined)
    throw new AppError("invalid_request", "What is expected is not JSON. Mend it, or compare it as text.");
  const value = jsonOf(scored.value);
  if (value === undefined) return yesOrNo(false, "It is not JSON.");
  const at = jsonDifference(value, wanted);
  if (at === undefined) return yesOrNo(true, "The same JSON as expected.");
  return yesOrNo(false, at === "" ? "Other JSON than expected." : `Differs from what is expected at ${at}.`);
}

function contains({ data }: Context, scored: Scored): Verdict {
  const wanted = thingsToFind(scored, data);
  const text = fold(toText(scored.value), data.ignoreCase);
  const missing = wanted.filter((each) => !text.includes(fold(each, data.ignoreCase)));
  const found = wanted.length - missing.length;
  if (data.several === "any") return yesOrNo(found > 0, `Has ${found} of ${wanted.length}.`);
  const reason = missing.length === 0 ? "Has what is wanted." : `Lacks ${missing.slice(0, 5).map(quoted).join(", ")}.`;
  return { score: found / wanted.length, pass: missing.length === 0, reason };
}

/** Of a reference that is a list its items, else with `several` the lines of a text. */
function thingsToFind(scored: Scored, { several }: ScoreData): string[] {
  const { reference } = scored;
  const parts = Array.isArray(reference)
    ? reference.map(toText)
    : several === undefined
      ? [wantedOf(scored)]
      : wantedOf(scored)
          .split("\n")
          .map((line) => line.trim());
  const wanted = parts.filter((part) => part !== "");
  if (wanted.length === 0) throw nothingExpected();
  return wanted;
}

async function matches({ work, signal }: Context, scored: Scored): Promise<Verdict> {
  const isFound = await work.matches(wantedOf(scored), toText(scored.value), signal);
  return yesOrNo(isFound, isFound ? "The pattern is found." : "The pattern is not found.");
}

function range({ data: { min, max } }: Context, { value }: Scored): Verdict {
  const read = typeof value === "number" ? ({ is: "one", number: value } as const) : numberIn(toText(value));
  if (read.is === "none") return yesOrNo(false, "It has no number.");
  if (read.is === "several") return yesOrNo(false, `It has several numbers, such as ${read.numbers.join(" and ")}.`);
  const { number } = read;
  if (min !== undefined && number < min) return yesOrNo(false, `${number} is less than ${min}.`);
  if (max !== undefined && number > max) return yesOrNo(false, `${number} is more than ${max}.`);
  return yesOrNo(true, `${number} lies within the range.`);
}

async function schema({ data, work }: Context, { value }: Scored): Promise<Verdict> {
  const read = typeof value === "string" ? readJson(value, JSON.parse) : value;
  if (read === undefined) return yesOrNo(false, "It is not JSON.");
  const fault = await work.schemaFault(data.jsonSchema ?? {}, read);
  return yesOrNo(fault === undefined, fault === undefined ? "Fits the schema." : `Does not fit: ${fault}`);
}

async function similar({ data, work, signal }: Context, scored: Scored): Promise<Verdict> {
  const { passAt = SIMILAR_PASS } = data;
  const score = await work.similarity(toText(scored.value), wantedOf(scored), signal);
  return { score, pass: score >= passAt, reason: `${roundScore(score)} alike; ${passAt} or more passes.` };
}

/** Composed and decomposed letters look the same. */
function fold(text: string, ignoreCase = false): string {
  const composed = text.normalize("NFC");
  return ignoreCase ? composed.toLowerCase() : composed;
}

function wantedOf({ reference }: Scored): string {
  if (reference === undefined || isAssetRef(reference)) throw nothingExpected();
  return toText(reference);
}

function nothingExpected(): AppError {
  return new AppError(
    "invalid_request",
    "There is nothing to compare with. Wire a reference, or fill in what is expected.",
  );
}

function jsonOf(value: Value): Value | undefined {
  return typeof value === "string" ? readJson(value) : value;
}

function readJson(text: string, parse: (text: string) => Value = parseKeepingDigits): Value | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** In characters of what was expected that a reason repeats. */
const QUOTED = 200;

function quoted(text: string): string {
  return `“${text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text}”`;
}
