import { Scope } from "quickjs-emscripten-core";
import type { ScriptGiven, ScriptResult } from "@/lib/nodes/nodeKind";
import { MAX_TEXT } from "@/lib/nodes/size";
import { AppError, isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { compileScript } from "./compileScript";
import { createMachine } from "./machine";
import { discardSandbox, openSandbox } from "./sandbox";
import { tooMuchWork } from "./scriptFailure";

export interface ScriptInput {
  code: string;
  /** Absent: the code is tried without being called. */
  given?: ScriptGiven;
  /** CPU time of the thread, in ms: a busy computer takes nothing away. */
  workMs?: number;
}

/** Lines of the console, and characters of each. */
const MAX_TOLD = 20;
const MAX_LINE = 500;

/**
 * Runs JavaScript of other people in a sandbox that has nothing of the outside.
 * @throws AppError `invalid_request` with `line` and `column` for code that is wrong or fails, `too_large`
 */
export async function* runScript({ code, given, workMs = 2000 }: ScriptInput): AsyncGenerator<ScriptResult> {
  const sandbox = await openSandbox();
  const told: string[] = [];
  try {
    const text = Scope.withScope((scope) => {
      const machine = createMachine(sandbox, scope, { workMs, tell: (words) => hear(told, words) });
      const compiled = compileScript(machine, code);
      scope.manage(compiled.script);
      return given === undefined ? "null" : machine.call(compiled, JSON.stringify(given));
    });
    yield { value: toValue(text), told };
  } catch (error) {
    const isOrderly = isAppError(error) && error.code !== "too_large";
    // Its memory stays as large as it was, and where the machine itself broke, nothing of it is in order.
    if (!isOrderly) discardSandbox();
    throw isAppError(error) ? error : new AppError("too_large", tooMuchWork, {}, { cause: error });
  }
}

function hear(told: string[], words: string): void {
  if (told.length < MAX_TOLD) told.push(words.length > MAX_LINE ? `${words.slice(0, MAX_LINE - 1)}…` : words);
  else if (told.length === MAX_TOLD) told.push("…");
}

function toValue(text: string): Value {
  if (text.length > MAX_TEXT) {
    const message = `The code gave ${text.length} characters of JSON; ${MAX_TEXT} is the most. Return less.`;
    throw new AppError("too_large", message, { length: text.length });
  }
  return JSON.parse(text) as Value; // written by JSON.stringify
}
