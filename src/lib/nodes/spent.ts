import { AppError, isAppError } from "@/types/errors";
import { addUsage, type Usage, usageSchema } from "@/types/llm";
import { payerSchema } from "@/types/providers";
import type { NodeResult } from "./nodeKind";

/** What a node or an item cost: tokens, who paid, how many calls. */
export type Spent = Omit<NodeResult, "output">;

/** What a failed call had cost all the same, from the facts of its error. */
export function spentOf(error: unknown): Spent {
  if (!isAppError(error)) return {};
  const usage = usageSchema.safeParse(error.facts.usage).data;
  const payer = payerSchema.safeParse(error.facts.payer).data;
  const { calls } = error.facts;
  return toSpent(usage, payer, typeof calls === "number" ? calls : undefined);
}

/** An error of a call that says that this was spent in all, its own call included; any other error as it is. */
export function withSpent(error: unknown, spent: Spent): unknown {
  if (!isAppError(error)) return error;
  return new AppError(error.code, error.message, { ...error.facts, ...spent }, { cause: error });
}

/** The cost of two together; the later payer stands for both. */
export function addSpent(a: Spent, b: Spent): Spent {
  const calls = callsOf(a) + callsOf(b);
  const usage = a.usage === undefined || b.usage === undefined ? (a.usage ?? b.usage) : addUsage(a.usage, b.usage);
  return toSpent(usage, b.payer ?? a.payer, calls === callsOf({ usage }) ? undefined : calls);
}

/** Model calls that something cost: as it says, else one for its usage. */
export function callsOf({ calls, usage }: Spent): number {
  return calls ?? (usage === undefined ? 0 : 1);
}

function toSpent(usage: Usage | undefined, payer: NodeResult["payer"], calls: number | undefined): Spent {
  return {
    ...(usage === undefined ? {} : { usage }),
    ...(payer === undefined ? {} : { payer }),
    ...(calls === undefined ? {} : { calls }),
  };
}
