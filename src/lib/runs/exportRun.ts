import { z } from "zod";
import { createBreath } from "@/lib/breath";
import { weigh } from "@/lib/nodes/size";
import { redact } from "@/lib/security/redact";
import type { AssetStore, RunJournal, RunLabels } from "@/lib/storage/ports";
import type { RunLabel } from "@/types/labels";
import type { RunEvent, RunSummary } from "@/types/run";
import { putAllBack } from "./largeValues";
import { readSnapshot } from "./runSetup";
import { summarizeRun } from "./summary";

export interface RunExport {
  format: "patchbay/run";
  version: 1;
  summary: RunSummary;
  /** The document as it ran. */
  workflow: unknown;
  /** Those of the graphs in it, as they ran. */
  children?: unknown;
  events: RunEvent[];
  /** What people said of its rows; absent where nobody did. */
  labels?: RunLabel[];
}

/** A whole run as one JSON value, to keep or to show somebody. What looks like a secret is blotted out. @throws AppError `not_found`, `storage_failed` */
export async function exportRun(
  { journal, assets, labels }: { journal: RunJournal; assets: AssetStore; labels: RunLabels },
  id: string,
  isAtWork: boolean,
): Promise<RunExport> {
  const events = await putAllBack(await journal.read(id), assets);
  const start = events.find((event) => event.type === "run-start");
  const workflow: unknown =
    start?.type === "run-start" ? await readSnapshot(start.workflow.asset, z.unknown(), assets) : null;
  const said = await labels.read(id);
  const held = start?.type === "run-start" ? start.children : undefined;
  const children: unknown = held && (await readSnapshot(held.asset, z.unknown(), assets));
  const whole: RunExport = {
    format: "patchbay/run",
    version: 1,
    summary: summarizeRun(id, events, () => isAtWork),
    workflow,
    ...(children === undefined ? {} : { children }),
    events,
    ...(said.length === 0 ? {} : { labels: said }),
  };
  // Only strings change.
  return (await redactInTurns(whole)) as RunExport;
}

/** What is redacted in one go: within a few milliseconds. */
const LIGHT = 16 * 1024;

/** A value without secrets, with turns for others: a table has hundreds of thousands of texts. */
async function redactInTurns(whole: unknown): Promise<unknown> {
  const breath = createBreath();
  // A list that goes through many nodes is one in memory, and is looked through once.
  const known = new Map<unknown, unknown>();
  const redactPart = async (value: unknown): Promise<unknown> => {
    if (typeof value !== "object" || value === null || weigh(value, LIGHT) < LIGHT) {
      const turn = breath();
      if (turn !== undefined) await turn;
      return redactAll(value);
    }
    if (!known.has(value)) known.set(value, await redactLarge(value));
    return known.get(value);
  };
  const redactLarge = async (value: object): Promise<unknown> => {
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const item of value) items.push(await redactPart(item));
      return items;
    }
    const fields: [string, unknown][] = [];
    for (const [name, part] of Object.entries(value)) fields.push([redact(name), await redactPart(part)]);
    return Object.fromEntries(fields);
  };
  return redactPart(whole);
}

/** Every text in a value, and every name in it, without what looks like a secret. */
function redactAll(value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map(redactAll);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [redact(name), redactAll(part)]));
}
