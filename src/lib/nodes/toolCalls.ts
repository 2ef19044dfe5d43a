import { AppError, isAppError, toErrorBody } from "@/types/errors";
import type { ToolCall } from "@/types/llm";
import type { PortValues, RunError, Value } from "@/types/run";
import type { NodeContext, ToolStep } from "./nodeKind";
import type { BeltTool, ToolBelt } from "./toolBelt";
import { toKept, toolError } from "./toolTexts";
import { toText } from "./values";

/** One call that a model asks for. */
interface Use {
  /** The place of all that is told of it. */
  step: Omit<ToolStep, "status">;
  tool: BeltTool | undefined;
  input: Record<string, Value>;
  /** Why it cannot be made, in words for the model. */
  fault?: string;
  /** What has been told of it, in order. */
  past: readonly ToolStep[];
}

/** What `runTools` gives for each call: how it ended. */
export interface UsedTool extends ToolStep {
  /** It only read, as far as its server says. */
  isReading: boolean;
}

/**
 * Makes the calls that one answer asks for, each told before it is made and before its outcome is used. Those that only
 * read and that nobody is asked about are made together, the others one after the other. What came to its end in an
 * earlier attempt is not made again; what was cut off is, if that does no harm, else a person says what became of it.
 * @throws Rest while a person is asked, AppError `tool_failed` where a person stops the node; what aborts
 */
export async function runTools(
  context: NodeContext<unknown>,
  belt: ToolBelt,
  calls: readonly ToolCall[],
): Promise<UsedTool[]> {
  const uses = await Promise.all(calls.map((call) => toUse(context, belt, call)));
  const ended = new Map<Use, ToolStep>();
  const together = uses.filter(isFree);
  // All of them come to their end, also when one cannot: nothing is at work behind a node that has stopped.
  const settled = await Promise.allSettled(together.map((use) => finish(context, use)));
  for (const [index, outcome] of settled.entries()) {
    if (outcome.status === "rejected") throw outcome.reason;
    const use = together[index];
    if (use !== undefined) ended.set(use, outcome.value);
  }
  const used: UsedTool[] = [];
  for (const use of uses) {
    const step = ended.get(use) ?? (await finish(context, use));
    used.push({ ...step, isReading: use.tool?.readOnly === true });
  }
  return used;
}

async function toUse({ past, work }: NodeContext<unknown>, belt: ToolBelt, call: ToolCall): Promise<Use> {
  const tool = belt.get(call.name);
  const { server = "", name = call.name } = tool ?? {};
  const place = { type: "node-tool", call: call.id, server, name, arguments: call.arguments } as const;
  const use = { step: place, tool, past: past.tools.filter((step) => step.call === call.id) };
  if (tool === undefined) {
    const fault = `There is no tool ${call.name}. There are: ${Array.from(belt.keys()).join(", ")}.`;
    return { ...use, input: {}, fault };
  }
  const input = readInput(call.arguments);
  if (input === undefined) return { ...use, input: {}, fault: "The arguments are not a JSON object." };
  // A schema that cannot be used says nothing; the server looks at the arguments, too.
  const fault = await work.schemaFault(tool.inputSchema, input).catch(() => undefined);
  return { ...use, input, ...(fault === undefined ? {} : { fault: `The arguments do not fit the tool: ${fault}` }) };
}

function readInput(text: string): Use["input"] | undefined {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Use["input"]) : undefined; // parsed from JSON
  } catch {
    return undefined;
  }
}

function isFree(use: Use): boolean {
  return use.tool?.readOnly === true && !wantsPerson(use);
}

function wantsPerson({ tool, past }: Use): boolean {
  if (tool === undefined || past.some(({ status }) => status === "approved")) return false;
  return tool.approval === "always" || (tool.approval === "ask" && !tool.readOnly);
}

/** One call up to its end: as an earlier attempt left it, else from where that stopped. */
async function finish(context: NodeContext<unknown>, use: Use): Promise<ToolStep> {
  const { step, tool, fault } = use;
  const last = use.past.at(-1);
  if (last?.status === "done" || last?.status === "failed" || last?.status === "denied") return last;
  if (last?.status === "started") {
    const isHarmless = tool?.readOnly === true || tool?.idempotent === true;
    const taken = isHarmless ? undefined : await askUnfinished(context, use);
    if (taken !== undefined) return tell(context, { ...step, status: "done", output: { text: taken } });
  } else if (fault !== undefined) {
    return tell(context, { ...step, status: "failed", error: toRunError(new AppError("invalid_request", fault)) });
  } else if (wantsPerson(use)) {
    const denied = await askFirst(context, use);
    if (denied !== undefined) return denied;
  }
  return make(context, use);
}

async function tell(context: NodeContext<unknown>, step: ToolStep): Promise<ToolStep> {
  await context.tell(step);
  return step;
}

/** Whether a person allows a call; the step that ends it where they do not. */
async function askFirst(context: NodeContext<unknown>, use: Use): Promise<ToolStep | undefined> {
  const { step, tool, input, past } = use;
  if (past.length === 0) await context.tell({ ...step, status: "asked" });
  const { call, server, name } = step;
  const question = `The model wants to use ${tool?.title ?? name}. May it?`;
  const about = { call, server, name, arguments: step.arguments, question, value: input };
  const { approved, value } = await context.ask({ kind: "tool", ...about });
  if (!approved) {
    const said = value === undefined || value === "" ? {} : { output: { text: toText(value) } };
    return tell(context, { ...step, status: "denied", ...said });
  }
  await context.tell({ ...step, status: "approved" });
}

/** What a call gave that was cut off, as a person knows it; undefined where it is to be made again. */
async function askUnfinished(context: NodeContext<unknown>, { step, input, past }: Use): Promise<string | undefined> {
  const { call, server, name } = step;
  // An answer holds for one interruption: after the next one the question is another.
  const times = past.filter(({ status }) => status === "started").length;
  const again = times > 1 ? ` It was cut off ${times} times.` : "";
  const question = `${name} was called, and Patchbay stopped before it answered. Nobody here knows whether it was carried out.${again}`;
  const about = { call, server, name, arguments: step.arguments, question, value: input };
  const { approved, value } = await context.ask({ kind: "unfinished_tool", ...about });
  if (approved) return value === undefined ? undefined : toText(value);
  const message = `${name} was cut off by a restart, and a person stopped the node there.`;
  const error = new AppError("tool_failed", message);
  await context.tell({ ...step, status: "failed", error: toRunError(error) });
  throw error;
}

/** The call itself. What its tool or its server refuses is an outcome, too: the model is told. */
async function make(context: NodeContext<unknown>, { step, tool, input }: Use): Promise<ToolStep> {
  const { tools, signal, assets } = context;
  const { server, name } = step;
  await context.tell({ ...step, status: "started" });
  const startedAt = performance.now();
  const end = (outcome: { output?: PortValues; error?: RunError }): Promise<ToolStep> => {
    const durationMs = Math.round(performance.now() - startedAt);
    const status = outcome.error === undefined ? "done" : "failed";
    return tell(context, { ...step, status, ...outcome, durationMs });
  };
  try {
    signal.throwIfAborted();
    if (tools === undefined) throw new AppError("not_found", "No tools can be reached from here.");
    const output = await tools.call({ server, name, arguments: input }, { signal });
    const kept = await toKept(output, assets);
    return await end(output.isError === true ? { output: kept, error: toRunError(toolError(kept)) } : { output: kept });
  } catch (error) {
    if (signal.aborted || !isAppError(error) || error.code === "storage_failed") throw error;
    const isOpen = error.code === "tool_failed" && tool?.readOnly !== true;
    const told = isOpen ? new AppError(error.code, `${error.message} Whether it was carried out is not known.`) : error;
    return end({ error: toRunError(told) });
  }
}

function toRunError(error: AppError): RunError {
  const { requestId: _, ...body } = toErrorBody(error);
  return body;
}
