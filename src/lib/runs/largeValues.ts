import { forEachInTurns } from "@/lib/breath";
import { jsonPieces } from "@/lib/nodes/jsonPieces";
import { weigh } from "@/lib/nodes/size";
import { isAssetRef } from "@/lib/nodes/values";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import type { PortValues, RunEventBody, Value } from "@/types/run";

/** Values of about this many characters and more are kept beside the journal. */
const LARGE = 64 * 1024;
/** Tells a value that was put away from a file that is a value. */
const VALUE_MIME = "application/vnd.patchbay.value+json";

const fields = {
  "run-start": "inputs",
  "node-item": "output",
  "node-end": "output",
  "node-round": "output",
  "node-tool": "output",
  "run-end": "outputs",
} as const;

/**
 * A journal whose large values are assets: what goes through twenty nodes is written once. Reading gives what is
 * written, so that whoever needs no values loads none; `putBack` gives them back. An append that puts something away
 * may be overtaken, so that a run has one writer at a time.
 */
export function keepLargeApart(journal: RunJournal, assets: AssetStore): RunJournal {
  const putAway = async (value: Value) => (isLarge(value) ? assets.put(await toBytes(value), VALUE_MIME) : value);
  return {
    ...journal,
    append: async (runId, bodies) => {
      if (!bodies.some((body) => Object.values(valuesOf(body) ?? {}).some(isLarge))) {
        return journal.append(runId, bodies);
      }
      const events = await journal.append(runId, await Promise.all(bodies.map((body) => mapValues(body, putAway))));
      return events.map(({ seq, at }, index) => ({ seq, at, ...(bodies[index] as RunEventBody) })); // one for each
    },
  };
}

/** Values that were read back, by hash: equal ones are one in memory. */
export type ReadBack = Map<string, Promise<Value>>;

/** An event with its values. @throws AppError `storage_failed` when one of them is gone */
export async function putBack<Event extends RunEventBody>(
  event: Event,
  assets: AssetStore,
  readBack?: ReadBack,
): Promise<Event> {
  return hasValuesApart(event) ? mapValues(event, (value) => readValue(value, assets, readBack)) : event;
}

export function hasValuesApart(event: RunEventBody): boolean {
  return Object.values(valuesOf(event) ?? {}).some(isPutAway);
}

/** Events whose values are read at once: a store has others to serve, and answers nobody who waits in line for long. */
const READ_AT_ONCE = 8;

/** All events with their values. @throws AppError `storage_failed` when one of them is gone */
export async function putAllBack<Event extends RunEventBody>(events: Event[], assets: AssetStore): Promise<Event[]> {
  const readBack: ReadBack = new Map();
  const whole: Event[] = [];
  for (let start = 0; start < events.length; start += READ_AT_ONCE) {
    const some = events.slice(start, start + READ_AT_ONCE);
    whole.push(...(await Promise.all(some.map((event) => putBack(event, assets, readBack)))));
  }
  return whole;
}

/** Values of ports, or of outputs by name, as they were. @throws AppError `storage_failed` when one of them is gone */
export async function putValuesBack(values: PortValues, assets: AssetStore): Promise<PortValues> {
  return mapRecord(values, (value) => readValue(value, assets));
}

function readValue(value: Value, assets: AssetStore, readBack: ReadBack = new Map()): Value | Promise<Value> {
  if (!isPutAway(value)) return value;
  const known = readBack.get(value.asset) ?? load(value.asset, assets);
  readBack.set(value.asset, known);
  return known;
}

async function load(asset: string, assets: AssetStore): Promise<Value> {
  try {
    return JSON.parse(Buffer.from(await assets.get(asset)).toString());
  } catch (cause) {
    if (isAppError(cause) && cause.code !== "not_found") throw cause;
    const message = "A value of this run is missing or damaged. Run the workflow again.";
    throw new AppError("storage_failed", message, { asset }, { cause });
  }
}

/** Whether it stands for a value that was put away. */
export function isPutAway(value: Value): value is { asset: string; mime: string; bytes: number } {
  return isAssetRef(value) && value.mime === VALUE_MIME;
}

function valuesOf(event: RunEventBody): PortValues | undefined {
  switch (event.type) {
    case "run-start":
      return event.inputs;
    case "node-item":
    case "node-end":
    case "node-round":
    case "node-tool":
      return event.output;
    case "node-wait":
    case "node-answer":
      return event.value === undefined ? undefined : { value: event.value };
    case "run-end":
      return event.outputs;
  }
}

async function mapValues<Event extends RunEventBody>(
  event: Event,
  map: (value: Value) => Value | Promise<Value>,
): Promise<Event> {
  const values = valuesOf(event);
  if (values === undefined) return event;
  const mapped = await mapRecord(values, map);
  if (event.type === "node-wait" || event.type === "node-answer") return { ...event, ...mapped };
  const field = fields[event.type as keyof typeof fields]; // it has values
  return { ...event, [field]: mapped };
}

async function mapRecord(values: PortValues, map: (value: Value) => Value | Promise<Value>): Promise<PortValues> {
  const entries = Object.entries(values).map(async ([name, value]) => [name, await map(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** As JSON, with turns for others: a table has many megabytes. */
async function toBytes(value: Value): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await forEachInTurns(jsonPieces(value), (piece) => chunks.push(Buffer.from(piece)));
  return Buffer.concat(chunks);
}

function isLarge(value: Value): boolean {
  return weigh(value, LARGE) >= LARGE;
}
