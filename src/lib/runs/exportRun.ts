import { z } from "zod";
import { redact } from "@/lib/security/redact";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
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
  events: RunEvent[];
}

/** A whole run as one JSON value, to keep or to show somebody. What looks like a secret is blotted out. @throws AppError `not_found`, `storage_failed` */
export async function exportRun(
  { journal, assets }: { journal: RunJournal; assets: AssetStore },
  id: string,
  isAtWork: () => boolean,
): Promise<RunExport> {
  const events = await putAllBack(await journal.read(id), assets);
  const start = events.find((event) => event.type === "run-start");
  const workflow: unknown =
    start?.type === "run-start" ? await readSnapshot(start.workflow.asset, z.unknown(), assets) : null;
  const whole: RunExport = {
    format: "patchbay/run",
    version: 1,
    summary: summarizeRun(id, events, isAtWork),
    workflow,
    events,
  };
  // Only strings change.
  return redactAll(whole) as RunExport;
}

/** Every text in a value, and every name in it, without what looks like a secret. */
function redactAll(value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map(redactAll);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [redact(name), redactAll(part)]));
}
