import type { CallToolResult } from "@modelcontextprotocol/server";
import { assetUri, outputUri, runUri } from "@/gateway/mcp/uris";
import type { ObjectSchema } from "@/lib/nodes/inputSchemas";
import { isAssetRef } from "@/lib/nodes/values";
import type { OpenQuestion } from "@/types/answers";
import { noUsage } from "@/types/llm";
import { type AssetRef, type RunSummary, runStatusSchema, type Value } from "@/types/run";
import type { FollowedRun, RunProblem } from "./followRun";

/** Characters of one output that an answer carries; the whole is a resource. */
const MAX_OUTPUT_CHARACTERS = 20_000;

type Block = CallToolResult["content"][number];

/** What is told of a run, by every tool that is about one; the JSON schema of a workflow's tool is made of it. */
export interface RunView {
  run: string;
  uri: string;
  status: RunSummary["status"];
  outputs?: Record<string, Value>;
  /** Outputs that were cut, and files: where the whole is. */
  resources?: { name: string; uri: string; mimeType?: string }[];
  waits_for?: RunSummary["parked"];
  /** What it asks people. */
  questions?: QuestionView[];
  /** What is to be done next, in words. */
  next?: string;
  problems?: RunProblem[];
  notices?: RunProblem[];
  nodes: { total: number; done: number; failed: number; skipped: number; running: number };
  calls: number;
  usage?: RunSummary["usage"];
  payers?: { kind: string; name: string; provider: string }[];
}

/** Said aloud: some clients refuse a schema that leaves open what it takes. */
const anything = ["string", "number", "boolean", "object", "array", "null"].map((type) => ({ type }));

/** The schema of what a workflow's tool answers, around that of its outputs. */
export function runViewSchema({ properties, ...rest }: ObjectSchema): Record<string, unknown> {
  const named = Object.entries(properties).map(([name, schema]) => [name, { anyOf: anything, ...schema }]);
  const outputs = { ...rest, properties: Object.fromEntries(named) };
  return {
    type: "object",
    properties: {
      run: { type: "string", description: "The id of the run, for get_run and cancel_run." },
      status: { type: "string", enum: runStatusSchema.options },
      outputs,
      resources: {
        type: "array",
        items: { type: "object" },
        description: "Where outputs are whole that were cut, and files.",
      },
      waits_for: { type: "object", description: "Of a parked run: until when, and for whose limit." },
      questions: {
        type: "array",
        items: { type: "object" },
        description: "What the run asks people. Reviews can be answered with answer_run.",
      },
      next: { type: "string", description: "What to do next." },
      problems: { type: "array", items: { type: "object" } },
      usage: { type: "object" },
    },
    required: ["run", "status"],
  };
}

/** A run as the answer of a tool: words and values for a model to read, and the same as JSON. */
export function toRunResult({ summary, problems, notices }: FollowedRun): CallToolResult {
  const shown = showOutputs(summary);
  const view: RunView = {
    ...{ run: summary.id, uri: runUri(summary.id), status: summary.status },
    ...(summary.outputs === undefined ? {} : { outputs: shown.outputs }),
    ...(shown.resources.length === 0 ? {} : { resources: shown.resources }),
    ...(summary.parked === undefined ? {} : { waits_for: summary.parked }),
    ...(summary.waiting.length === 0 ? {} : { questions: summary.waiting.slice(0, MAX_QUESTIONS).map(toQuestion) }),
    ...nextOf(summary),
    ...(problems.length === 0 ? {} : { problems }),
    ...(notices.length === 0 ? {} : { notices }),
    ...spentOn(summary),
  };
  const first: Block = {
    type: "text",
    text: [sentenceOf(summary), ...problems.map(toLine), view.next ?? ""].filter(Boolean).join("\n"),
  };
  return {
    content: [first, ...shown.blocks],
    structuredContent: view as unknown as CallToolResult["structuredContent"],
    ...(summary.status === "failed" ? { isError: true } : {}),
  };
}

function spentOn({ counts: { calls, ...nodes }, usage, payers }: RunSummary) {
  return {
    ...{ nodes, calls },
    ...(usage.totalTokens === noUsage.totalTokens ? {} : { usage }),
    ...(payers.length === 0 ? {} : { payers: payers.map(({ kind, name, provider }) => ({ kind, name, provider })) }),
  };
}

function sentenceOf({ id, status, problems, counts, usage, payers, parked, waits = 0 }: RunSummary): string {
  const names = payers.map(({ name }) => `“${name}”`).join(", ");
  const spent =
    counts.calls === 0
      ? "no model calls"
      : `${counts.calls} model ${counts.calls === 1 ? "call" : "calls"}, ${usage.totalTokens} tokens, paid by ${names}`;
  const failed = problems === 0 ? "" : ` ${problems} items failed.`;
  switch (status) {
    case "completed":
      return `Completed (${spent}).${failed}`;
    case "failed":
      return `Failed: ${counts.failed} of ${counts.total} nodes (${spent}). Run ${id}.`;
    case "parked":
      return `Parked: the usage limit of account ${parked?.account ?? ""} is reached${parked?.until ? `; it ends ${parked.until}` : ""}. Nothing is lost. Run ${id}.`;
    case "waiting":
      return `Waits for a person: ${waits} ${waits === 1 ? "question" : "questions"}, ${counts.done} of ${counts.total} nodes done. Run ${id}.`;
    case "cancelled":
      return `Cancelled after ${counts.done} of ${counts.total} nodes. Run ${id}.`;
    default:
      return `Still at work: ${counts.done} of ${counts.total} nodes done. Run ${id}.`;
  }
}

function nextOf({ id, status }: RunSummary): { next?: string } {
  switch (status) {
    case "running":
    case "queued":
      return {
        next: `Call get_run { "id": "${id}", "wait_seconds": 45 } until it has ended, or cancel_run to stop it.`,
      };
    case "parked":
      return {
        next: `It goes on by itself where that is allowed. Look later with get_run { "id": "${id}" }, or stop it with cancel_run.`,
      };
    case "waiting":
      return {
        next: `A review may be answered with answer_run, if that was asked of you; what a tool may do, people say in Patchbay. Then look with get_run { "id": "${id}" }.`,
      };
    case "failed":
      return { next: "Mend what the problems name, then run it again: what has a result is not paid for twice." };
    case "interrupted":
      return {
        next: "The process that worked on it ended. A person can go on with it on the screen, or run it again.",
      };
    default:
      return {};
  }
}

/** What is asked, as `answer_run` takes the answer. */
interface QuestionView extends Omit<OpenQuestion, "at" | "value"> {
  value?: Value;
}

/** Questions that an answer carries at most. */
const MAX_QUESTIONS = 50;

function toQuestion({ at: _, value, ...question }: OpenQuestion): QuestionView {
  const text = textOf(value);
  const isLong = text.length > MAX_OUTPUT_CHARACTERS;
  return { ...question, value: isLong ? `${text.slice(0, MAX_OUTPUT_CHARACTERS)}\n… cut` : value };
}

/** A failure as a line. */
function toLine({ node, title, item, message }: RunProblem): string {
  const where = node === undefined ? "" : `${title ?? node}${item === undefined ? "" : `, item ${item + 1}`}: `;
  return `- ${where}${message}`;
}

interface Shown {
  outputs: Record<string, Value>;
  blocks: Block[];
  resources: NonNullable<RunView["resources"]>;
}

function showOutputs({ id, outputs = {} }: RunSummary): Shown {
  const shown: Shown = { outputs: {}, blocks: [], resources: [] };
  const isOnly = Object.keys(outputs).length === 1;
  for (const [name, value] of Object.entries(outputs)) {
    for (const asset of assetsIn(value)) addResource(shown, assetUri(asset.asset), asset.name ?? name, asset.mime);
    const text = textOf(value);
    const isLong = text.length > MAX_OUTPUT_CHARACTERS;
    const uri = outputUri(id, name);
    const cut = isLong
      ? `${text.slice(0, MAX_OUTPUT_CHARACTERS)}\n… cut after ${MAX_OUTPUT_CHARACTERS} of ${text.length} characters; the whole is ${uri}`
      : text;
    shown.outputs[name] = isLong ? cut : value;
    shown.blocks.push({ type: "text", text: isOnly ? cut : `# ${name}\n${cut}` });
    if (isLong) addResource(shown, uri, name, typeof value === "string" ? "text/plain" : "application/json");
  }
  return shown;
}

function addResource({ blocks, resources }: Shown, uri: string, name: string, mimeType: string): void {
  if (resources.some((resource) => resource.uri === uri)) return;
  resources.push({ name, uri, mimeType });
  blocks.push({ type: "resource_link", uri, name, mimeType });
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

/** Files in a value, as far as whoever reads an answer follows them. */
function assetsIn(value: Value): AssetRef[] {
  if (isAssetRef(value)) return [value];
  return Array.isArray(value) ? value.slice(0, 50).filter(isAssetRef) : [];
}
