import { z } from "zod";
import type { Port } from "@/lib/graph/ports";
import { AppError, isAppError } from "@/types/errors";
import { own, ownTable } from "@/types/own";
import type { PortValues, Value } from "@/types/run";
import { heldGraphShape, heldProblem, heldSettings } from "./heldGraph";
import type { NodeContext, NodeKind } from "./nodeKind";
import { addSpent, type Spent } from "./spent";
import { ownNamed } from "./values";
import { passesTest, testProblem, valueTestShape } from "./valueTest";

/** Rounds at most. */
export const MAX_ROUNDS = 100;

const name = z.string().max(100);
const schema = z.object({
  ...heldGraphShape,
  /** By input: the output of a round that it takes in the next. */
  carry: z.record(name, name).default({}),
  /** When it is done. */
  until: z.object({ output: name, ...valueTestShape }),
  max: z.int().min(1).max(MAX_ROUNDS),
});
export type RepeatData = z.infer<typeof schema>;

/** How many rounds were made. */
const rounds: Port = { name: "rounds", type: "json" };

/**
 * A saved workflow again and again, until a test of one of its outputs holds. What `carry` names goes from one round
 * into the next; an output that a round does not give leaves the input as it was.
 */
export const repeatNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ workflow: "", carry: {}, until: { output: "", test: "contains", value: "" }, max: 5 }),
  ports: ({ ports: { inputs, outputs } = { inputs: [], outputs: [] } }) => ({
    inputs,
    outputs: outputs.some((port) => port.name === rounds.name) ? outputs : [...outputs, rounds],
  }),
  problem: async (data, { work }) => heldProblem(data) ?? namesProblem(data) ?? (await testProblem(data.until, work)),
  holdsGraph: true,
  resultSettings: ({ carry, until, max, ...held }) => ({ ...heldSettings(held), carry, until, max }),
  execute: async (context) => {
    const { data, onNotice } = context;
    let inputs = context.inputs;
    let spent: Spent = {};
    for (let round = 1; ; round++) {
      const { outputs, isTold, ...cost } = await runRound(context, inputs, round);
      spent = addSpent(spent, cost);
      const isDone = await passesTest(data.until, ownNamed(outputs, data.until.output) ?? null, context);
      if (isDone || round === data.max) {
        if (!isDone) onNotice(maxRounds(data));
        return {
          output: { ...outputs, [rounds.name]: own(outputs, rounds.name) ?? round },
          ...spent,
          ...(isTold && { isTold }),
        };
      }
      inputs = carried(inputs, outputs, data.carry);
    }
  },
};

/** @throws AppError of what failed, with the round named; a usage limit and what is none of it untouched */
async function runRound({ runGraph }: NodeContext<RepeatData>, inputs: Record<string, Value>, round: number) {
  try {
    return await runGraph(inputs, round);
  } catch (error) {
    if (!isAppError(error) || error.code === "usage_limit_reached") throw error;
    throw new AppError(error.code, `Round ${round}: ${error.message}`, { ...error.facts, round }, { cause: error });
  }
}

function namesProblem({ ports, carry, until }: RepeatData): string | undefined {
  if (until.output === "") return "does not say which output ends it: choose one";
  if (ports === undefined) return undefined;
  const has = (all: readonly Port[], wanted: string) => all.some((port) => port.name === wanted);
  const output = [until.output, ...Object.values(carry)].find((wanted) => !has(ports.outputs, wanted));
  if (output !== undefined) return `names an output that its workflow does not have: ${output}`;
  const input = Object.keys(carry).find((wanted) => !has(ports.inputs, wanted));
  return input === undefined ? undefined : `names an input that its workflow does not have: ${input}`;
}

function carried(
  inputs: NodeContext<unknown>["inputs"],
  outputs: PortValues,
  carry: RepeatData["carry"],
): Record<string, Value> {
  const next = ownTable(inputs);
  for (const [input, output] of Object.entries(carry)) {
    const value = ownNamed(outputs, output);
    if (value !== undefined) next[input] = value;
  }
  return next;
}

function maxRounds({ max, until }: RepeatData) {
  const message = `It stopped after ${max === 1 ? "its one round" : `${max} rounds`}: ${until.output} did not become what it waits for.`;
  return { code: "max_rounds", message };
}
