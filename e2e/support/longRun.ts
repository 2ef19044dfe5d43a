import { fingerprint } from "@/simulator/http/recorder";
import type { RunEvent, RunEventOf, RunSummary } from "@/types/run";
import { callApi } from "./api";
import type { TestApp } from "./app";
import { eventually } from "./eventually";
import { type GraphSketch, planModel } from "./graph";

/** Runs that take a while, and what came of each of their calls. */

export const topics: readonly string[] = Array.from({ length: 12 }, (_, index) => `river number ${index + 1}`);

const llm = { type: "llmGenerate", data: { ...planModel } };

/** Twelve topics, an answer for each, and two more in a chain: ids `each`, `sum`, `last`. */
export function listAndChain(): GraphSketch {
  return {
    nodes: [
      { id: "list", type: "list", title: "Topics", at: [20, 80], data: { text: topics.join("\n"), split: "lines" } },
      { id: "ask", type: "prompt", title: "Ask", at: [20, 330], data: { text: promptFor("{{topic}}") } },
      { id: "each", title: "Each", at: [320, 80], ...llm },
      { id: "join", type: "join", title: "All", at: [320, 400], data: {} },
      { id: "sum", title: "Sum", at: [620, 80], ...llm },
      { id: "last", title: "Last", at: [620, 400], ...llm },
      { id: "result", type: "output", title: "Result", at: [920, 80], data: { name: "result" } },
    ],
    wires: [
      "list.items > ask.topic",
      "ask.text > each.prompt",
      "each.text > join.items",
      "join.text > sum.prompt",
      "sum.text > last.prompt",
      "last.text > result.value",
    ],
  };
}

export function promptFor(topic: string): string {
  return `Tell me about ${topic}`;
}

/** How often the plan backend was asked this, answered or not. */
export function callsFor(app: TestApp, prompt: string): number {
  const wanted = fingerprint(prompt);
  return app.simulator.requests.filter(({ facts }) => facts.prompt === wanted).length;
}

/** All calls of the plan backend. */
export function callsMade(app: TestApp): number {
  return app.simulator.requests.filter(({ path }) => path === "/backend-api/codex/responses").length;
}

/** Items of `each` that were finished before the run was taken up again. */
export function finishedBeforeResume(events: readonly RunEvent[]): number[] {
  return itemsOfEach(
    events.slice(
      0,
      events.findIndex(({ type }) => type === "run-resume"),
    ),
  );
}

export async function readEvents(runUrl: string): Promise<RunEvent[]> {
  const response = await fetch(`${runUrl}/export`);
  return (await response.json()).events;
}

export function eventsOf<Type extends RunEvent["type"]>(events: readonly RunEvent[], type: Type): RunEventOf<Type>[] {
  return events.filter((event): event is RunEventOf<Type> => event.type === type);
}

/** The items of `each` that have been answered so far, in the order of their answers. */
export async function finishedItems(runUrl: string): Promise<number[]> {
  return itemsOfEach(await readEvents(runUrl));
}

export function itemsOfEach(events: readonly RunEvent[]): number[] {
  return eventsOf(events, "node-item").flatMap(({ node, item }) => (node === "each" ? [item] : []));
}

/** Waits until items of `each` are finished, and others have said their first words. */
export async function waitForTheMiddle(runUrl: string, finished = 4): Promise<void> {
  await eventually(async () => {
    const events = await readEvents(runUrl);
    const ended = new Set(itemsOfEach(events));
    const begun = new Set(eventsOf(events, "node-delta").flatMap(({ node, item }) => (node === "each" ? [item] : [])));
    return ended.size >= finished && begun.size - ended.size >= 2;
  }).toBe(true);
}

export async function readSummary(runUrl: string): Promise<RunSummary> {
  return (await fetch(runUrl)).json();
}

/** Starts a run of a document as a script would; the answer is its address. */
export async function startByApi(
  app: TestApp,
  workflowId: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { id } = await callApi<{ id: string }>(app, "POST", "/api/runs", { workflowId, ...more });
  return `${app.url}/api/runs/${id}`;
}
