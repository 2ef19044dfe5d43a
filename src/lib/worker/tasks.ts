import type { ScriptResult } from "@/lib/nodes/nodeKind";
import { readDocument } from "./documents/readDocument";
import { patternFound } from "./patternFound";
import { schemaFault } from "./schemaFault";
import type { ScriptInput } from "./script/runScript";
import { similarity } from "./similarity";
import { splitText } from "./splitText";

/**
 * What a worker thread can do: each a generator of the parts of its result. Input and parts are plain data. Whoever
 * asks says how long it may take; a thread that takes longer is ended.
 */
export const tasks = { patternFound, readDocument, runScript, schemaFault, similarity, splitText };

/** Few scripts are run: a thread for other work does without their sandbox. */
async function* runScript(input: ScriptInput): AsyncGenerator<ScriptResult> {
  yield* (await import("./script/runScript")).runScript(input);
}

export type TaskName = keyof typeof tasks;
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0];
export type TaskPart<Name extends TaskName> =
  ReturnType<(typeof tasks)[Name]> extends Iterable<infer Part> | AsyncIterable<infer Part> ? Part : never;
