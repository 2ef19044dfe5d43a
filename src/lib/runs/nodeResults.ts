import type { Digest } from "@/lib/engine/cacheKey";
import { jsonPieces } from "@/lib/nodes/jsonPieces";
import { toText } from "@/lib/nodes/values";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { NodeResultPage, NodeResultQuery, PastResult, PastResultRow } from "@/types/api";
import { AppError, isAppError } from "@/types/errors";
import type { PortValues, RunEventOf } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import { putValuesBack } from "./largeValues";
import type { RunIndex } from "./runIndex";

interface ResultStores {
  index: RunIndex;
  journal: RunJournal;
  assets: AssetStore;
  digest: Digest;
}

/** Runs that are looked through for one page, of which most may not have the node at all. */
const RUNS_LOOKED_AT = 100;
const RUNS_AT_ONCE = 10;
/** In characters. */
const PREVIEW = 240;

type Outcome = RunEventOf<"node-end"> | RunEventOf<"node-item">;

/**
 * What a node of a document, or one of its items, has given in its runs, newest first. Equal results of runs in a row
 * are one, which tells when it was given first. Runs that cannot be read are left out.
 */
export async function listNodeResults(
  stores: ResultStores,
  workflowId: string,
  node: string,
  { item, before, limit = 20 }: NodeResultQuery,
): Promise<NodeResultPage> {
  const results: PastResultRow[] = [];
  let place = before;
  for (let looked = 0; looked < RUNS_LOOKED_AT; looked += RUNS_AT_ONCE) {
    const { runs, next } = await stores.index.list({ workflowId, limit: RUNS_AT_ONCE, before: place });
    for (const { id } of runs) {
      const outcome = await readOutcome(stores.journal, id, node, item);
      const row = outcome === undefined ? undefined : await toRow(stores, id, outcome);
      if (row === undefined) continue;
      const newer = results.at(-1);
      const isAgain = newer?.digest === row.digest;
      if (!isAgain && results.length === limit) return { results, next: place };
      if (isAgain) results[results.length - 1] = { ...row, runs: newer.runs + 1 };
      else results.push(row);
      place = id;
    }
    if (next === undefined) return { results };
    place = next;
  }
  return { results, next: place };
}

/** One of them in full. @throws AppError `not_found`, `storage_failed` */
export async function readNodeResult(
  { journal, assets }: Pick<ResultStores, "journal" | "assets">,
  run: string,
  node: string,
  item: number | undefined,
): Promise<PastResult> {
  const outcome = await readOutcome(journal, run, node, item, true);
  if (outcome?.output === undefined) throw new AppError("not_found", "This run has no result of that node.", { run });
  const { at, key, output } = outcome;
  return { run, at, ...(key === undefined ? {} : { key }), output: await putValuesBack(output, assets) };
}

async function toRow(
  { assets, digest }: ResultStores,
  run: string,
  outcome: Outcome,
): Promise<PastResultRow | undefined> {
  const { at, usage, payer, key } = outcome;
  try {
    const output = await putValuesBack(outcome.output ?? {}, assets);
    const text = textOf(output);
    return {
      run,
      at,
      runs: 1,
      isCached: outcome.type === "node-end" ? outcome.cached : outcome.status === "cached",
      preview: text.slice(0, PREVIEW),
      chars: text.length,
      digest: await digest(jsonPieces(output)),
      ...(usage === undefined ? {} : { usage }),
      ...(payer === undefined ? {} : { payer }),
      ...(key === undefined ? {} : { key }),
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

function textOf({ text, json, value, results, items, ...others }: PortValues): string {
  return toText(text ?? json ?? value ?? results ?? items ?? Object.values(others)[0] ?? "");
}

/** How the node, or its item, came out last in a run. @throws AppError only if `mustBeRead` */
async function readOutcome(
  journal: RunJournal,
  run: string,
  node: string,
  item: number | undefined,
  mustBeRead = false,
): Promise<Outcome | undefined> {
  let last: Outcome | undefined;
  try {
    for await (const { events } of journal.readFrom(run, 0)) {
      for (const event of events.filter(isOwn)) {
        if (item === undefined && event.type === "node-end" && event.node === node) last = event;
        const isItem = event.type === "node-item" && event.node === node && event.item === item;
        if (isItem && event.output !== undefined) last = event;
      }
    }
  } catch (error) {
    if (mustBeRead || !isAppError(error)) throw error;
  }
  return last;
}
