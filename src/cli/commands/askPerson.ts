import type { Terminal } from "@/cli/command";
import { toText } from "@/lib/nodes/values";
import type { RunService } from "@/lib/runs/runService";
import type { OpenQuestion } from "@/types/answers";
import { isAbort, isAppError } from "@/types/errors";
import type { Answer, Value } from "@/types/run";
import { toPlace } from "@/types/runPlace";
import type { Workflow } from "@/types/workflow";

/** Lines that say nothing, after which the question is left to another time. */
const MAX_TRIES = 5;
/** Characters of a value that are shown before a question; the rest can be read in Patchbay. */
const MAX_SHOWN = 4000;

/**
 * Asks whoever sits at the terminal what a run asks, one question after the other. False once one of them is left
 * unanswered; the run waits on then. @throws AppError `storage_failed`
 */
export async function askPerson(
  id: string,
  workflow: Pick<Workflow, "nodes">,
  runs: Pick<RunService, "look" | "answer">,
  terminal: Terminal,
): Promise<boolean> {
  const { waiting } = await runs.look(id);
  for (const question of waiting) {
    const answer = await askOne(question, workflow, terminal);
    if (answer === undefined) return false;
    try {
      await runs.answer(id, { answers: [{ ...toPlace(question), ...answer }] });
    } catch (error) {
      // Somebody else was quicker.
      if (!isAppError(error) || error.code === "storage_failed") throw error;
      terminal.say(error.message);
    }
  }
  return waiting.length > 0;
}

/** One line for each thing that a run asks. */
export function questionLines(waiting: readonly OpenQuestion[], workflow: Pick<Workflow, "nodes">): string[] {
  return waiting.map((question) => `? ${whereOf(question, workflow)}: ${wordsOf(question)}`);
}

async function askOne(
  question: OpenQuestion,
  workflow: Pick<Workflow, "nodes">,
  terminal: Terminal,
): Promise<Answer | undefined> {
  for (const line of questionLines([question], workflow)) terminal.say(line);
  const shown = toText(question.kind === "review" ? question.value : (question.arguments ?? question.value));
  terminal.say(shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown);
  for (const [place, option] of (question.options ?? []).entries()) terminal.say(`  ${place + 1} ${option}`);
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const line = await askLine(`${waysOf(question)}: `, terminal);
    if (line === undefined) return undefined;
    const answer = await readAnswer(line.trim().toLowerCase(), question, terminal);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Undefined where nobody types any more. */
async function askLine(words: string, { ask }: Terminal): Promise<string | undefined> {
  try {
    return await ask(words);
  } catch (error) {
    if (isAbort(error) || isAppError(error)) return undefined;
    throw error;
  }
}

async function readAnswer(line: string, question: OpenQuestion, terminal: Terminal): Promise<Answer | undefined> {
  const { kind, mode, options } = question;
  if (line === "r") return { approved: false };
  if (options !== undefined) {
    const value = options[Number(line) - 1];
    return value === undefined ? undefined : { approved: true, value };
  }
  if (line === "a") return { approved: true };
  if (line !== "e" || (mode !== "edit" && kind !== "unfinished_tool")) return undefined;
  const written = await askLine("In its place, in one line: ", terminal);
  const value = written === undefined ? undefined : readWritten(written, question);
  if (value === undefined && written !== undefined) terminal.say("This is no JSON, as the value was.");
  return value === undefined ? undefined : { approved: true, value };
}

function readWritten(written: string, { kind, value }: OpenQuestion): Value | undefined {
  if (kind !== "review" || typeof value === "string") return written;
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

function waysOf({ kind, mode, options }: OpenQuestion): string {
  if (kind === "tool") return "[a]llow, [r]efuse";
  if (kind === "unfinished_tool") return "[a] call it again, [e] take it as done with what you write, [r] stop";
  if (options !== undefined) return `1 to ${options.length}, [r] none of them`;
  return mode === "edit" ? "[a]pprove, [e]dit, [r]eject" : "[a]pprove, [r]eject";
}

const reviewWords = { approve: "Is this good?", edit: "Is this good?", choose: "Which one?" };

function wordsOf({ kind, mode = "approve", question, name, server }: OpenQuestion): string {
  if (kind === "review") return question.trim() || reviewWords[mode];
  if (kind === "tool") return `May ${name} of ${server} be called?`;
  return `Patchbay ended while ${name} of ${server} was called. Nobody knows whether it has done its work.`;
}

function whereOf({ node, path = [], item }: OpenQuestion, { nodes }: Pick<Workflow, "nodes">): string {
  const outer = path[0]?.node;
  const titleOf = (id: string) => nodes.find((candidate) => candidate.id === id)?.title ?? id;
  const name = outer === undefined ? titleOf(node) : `${titleOf(outer)}, ${node}`;
  return item === undefined ? name : `${name}, item ${item + 1}`;
}
