import { costOf } from "@/lib/engine/eventCost";
import { callsOf } from "@/lib/nodes/spent";
import { AppError } from "@/types/errors";
import { addUsage, noUsage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import { type RunEvent, type RunEventOf, type RunSummary, runSummarySchema } from "@/types/run";
import { isOwn, placeKey } from "@/types/runPlace";

/** A run without its outputs, which may be long. */
export type ListedSummary = Omit<RunSummary, "outputs">;
export const listedSummarySchema = runSummarySchema.omit({ outputs: true });

/** Where one node stands after the latest of its events. */
interface NodeTally {
  is: "running" | "done" | "failed" | "skipped" | "parked";
  failedItems: number;
  park?: NonNullable<RunSummary["parked"]>;
}

/** Sums up a run from its events as they come. A journal that makes no sense is `storage_failed`. */
export interface Summarizer {
  /** @throws AppError `storage_failed` */
  add(event: RunEvent): void;
  /**
   * What the events so far say. A journal without an end is `running` while somebody works on it, else `interrupted`;
   * only of such a one is that asked.
   * A node counts as its latest attempt ended; tokens and calls count over all attempts.
   * @throws AppError `storage_failed`
   */
  summarize(isAtWork?: () => boolean): RunSummary;
}

export function createSummarizer(id: string): Summarizer {
  const nodes = new Map<string, NodeTally>();
  const payers = new Map<string, Payer>();
  /** Questions that are open, by place. */
  const waits = new Set<string>();
  let usage = noUsage;
  let calls = 0;
  let total = 0;
  let workflowId: string | undefined;
  let by: string | undefined;
  let through: RunSummary["through"];
  let createdAt: string | undefined;
  let end: RunEventOf<"run-end"> | undefined;

  const add = (event: RunEvent): void => {
    createdAt ??= event.at;
    if (isOwn(event)) tally(nodes, event);
    tallyWaits(waits, event);
    const cost = costOf(event);
    calls += callsOf(cost);
    if (cost.usage !== undefined) usage = addUsage(usage, cost.usage);
    if (cost.payer !== undefined) payers.set(`${cost.payer.kind}:${cost.payer.id}`, cost.payer);
    if (event.type === "run-start") ({ total, workflowId, by, through } = event);
    else if (event.type === "run-resume") end = undefined;
    else if (event.type === "run-end") end = event;
  };

  return {
    add: (event) => {
      try {
        add(event);
      } catch (cause) {
        throw makesNoSense(cause);
      }
    },
    summarize: (asked = () => false) => {
      const isAtWork = end === undefined && asked();
      const rests = end?.status === "parked" || end?.status === "waiting";
      const parked = rests ? firstToEnd(nodes) : undefined;
      return checked({
        id,
        workflowId,
        ...(by === undefined ? {} : { by }),
        ...(through === undefined ? {} : { through }),
        status: end?.status ?? (isAtWork ? "running" : "interrupted"),
        ...(parked === undefined ? {} : { parked }),
        ...(waits.size === 0 ? {} : { waits: waits.size }),
        problems: Array.from(nodes.values()).reduce((sum, { failedItems }) => sum + failedItems, 0),
        counts: { ...countNodes(nodes, isAtWork), total, calls },
        usage,
        payers: [...payers.values()],
        outputs: end?.outputs,
        createdAt: createdAt ?? "",
        endedAt: rests ? undefined : end?.at,
      });
    },
  };
}

/** The events of a journal are checked by the types that wrote them, which may be those of another version. */
function checked(summary: RunSummary): RunSummary {
  const { success, error } = listedSummarySchema.safeParse(summary);
  if (!success) throw makesNoSense(error);
  return summary;
}

function makesNoSense(cause: unknown): AppError {
  const message =
    "The journal of this run was written by another version of Patchbay, or is damaged. It was left as it is.";
  return new AppError("storage_failed", message, {}, { cause });
}

export function isUnended({ status }: Pick<RunSummary, "status">): boolean {
  return status === "running" || status === "interrupted" || status === "queued";
}

/** Whether it goes on, or could: it has not come to an end that somebody reads. */
export function isOpen(summary: Pick<RunSummary, "status">): boolean {
  return summary.status === "parked" || summary.status === "waiting" || isUnended(summary);
}

/** What a whole journal says of its run. @throws AppError `storage_failed` */
export function summarizeRun(id: string, events: readonly RunEvent[], isAtWork?: () => boolean): RunSummary {
  const { add, summarize } = createSummarizer(id);
  for (const event of events) add(event);
  return summarize(isAtWork);
}

function tally(nodes: Map<string, NodeTally>, event: RunEvent): void {
  if (event.type === "node-start") nodes.set(event.node, { is: "running", failedItems: 0 });
  else if (event.type === "node-end") nodes.set(event.node, { is: "done", failedItems: event.failedItems ?? 0 });
  else if (event.type === "node-error") nodes.set(event.node, { is: "failed", failedItems: 0 });
  else if (event.type === "node-skip") nodes.set(event.node, { is: "skipped", failedItems: 0 });
  else if (event.type === "node-park") {
    const { until, window, account } = event;
    const park = { until, account, ...(window === undefined ? {} : { window }) };
    nodes.set(event.node, { is: "parked", failedItems: 0, park });
  } else if (event.type === "run-end") {
    for (const [id, { is }] of nodes) if (is === "running") nodes.delete(id);
  }
}

/** Opens and closes questions. A node that begins asks again what it has to; one that waits for its limit asks nothing. */
function tallyWaits(waits: Set<string>, event: RunEvent): void {
  if (event.type === "node-wait") waits.add(placeKey(event));
  else if (event.type === "node-answer") waits.delete(placeKey(event));
  else if (event.type === "run-resume" && event.only === undefined) waits.clear();
  else if (event.type === "run-end" && event.status !== "waiting") waits.clear();
}

/** The wait that ends first; one without a known end comes last. */
function firstToEnd(nodes: ReadonlyMap<string, NodeTally>): RunSummary["parked"] {
  const parks = Array.from(nodes.values()).flatMap(({ park }) => park ?? []);
  return parks.sort((a, b) => endOf(a) - endOf(b))[0];
}

function endOf({ until }: { until: string | null }): number {
  return until === null ? Number.POSITIVE_INFINITY : Date.parse(until);
}

function countNodes(nodes: ReadonlyMap<string, NodeTally>, isAtWork: boolean) {
  const counts = { done: 0, failed: 0, skipped: 0, running: 0, parked: 0 };
  for (const { is } of nodes.values()) counts[is]++;
  const { parked: _, running, ...ended } = counts;
  return { ...ended, running: isAtWork ? running : 0 };
}
