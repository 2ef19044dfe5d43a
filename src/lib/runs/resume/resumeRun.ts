import { keptAnswers } from "@/lib/engine/keptAnswers";
import { type ResumePoint, toResumePoint } from "@/lib/engine/resumePoint";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { type Questions, questionsOf } from "@/lib/runs/answers/questions";
import { putAllBack } from "@/lib/runs/largeValues";
import { type RunSetup, readSetup } from "@/lib/runs/runSetup";
import { createSummarizer, type Summarizer, summarizeRun } from "@/lib/runs/summary";
import { accountsInTheWay } from "@/lib/runs/withAccount";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { outcomeTypes, type RunEvent, type RunEventBody } from "@/types/run";
import { requireKnown } from "./requireKnown";

export interface ResumeRequest {
  /** Pays from here on for the nodes whose account is parked or has failed. */
  account?: string;
  /** What is parked goes on waiting; refused where nothing has failed. */
  only?: "failed";
}

export interface Resumed {
  setup: RunSetup;
  resume: ResumePoint;
  startEvents: RunEvent[];
  /** Has the whole journal. */
  summarizer: Summarizer;
}

/** Attempts in a row that were cut off before anything came of them: then a person has to look. */
const MAX_FRUITLESS_RESUMES = 3;

export interface ResumeStores {
  journal: RunJournal;
  assets: AssetStore;
}

/**
 * Takes a run up where it stopped, because a person asks for it: what failed is tried again too. The caller holds its
 * claim. @throws AppError `conflict` when nothing is left to do, `not_found`, `invalid_workflow`, `storage_failed`
 */
export async function resumeAsked(
  stores: ResumeStores,
  id: string,
  { account, only }: ResumeRequest,
): Promise<Resumed> {
  const events = await stores.journal.read(id);
  requireKnown(id, events);
  const { status, problems, counts } = summarizeRun(id, events);
  if (status === "waiting") throw waitsForAnswers(questionsOf(events));
  if (status === "completed" && problems === 0) throw nothingLeft("This run is complete: there is nothing to resume.");
  if (only === "failed" && problems === 0 && counts.failed === 0) throw nothingLeft("Nothing of this run has failed.");
  const { workflow, children } = await readSetup(events, stores.assets);
  const instead = account === undefined ? [] : accountsInTheWay(events, toRunnablePart(workflow).graph, children);
  return goOn(stores, id, events, {
    type: "run-resume",
    retryFailed: true,
    ...(only === undefined ? {} : { only }),
    ...(account === undefined ? {} : { account: { instead, use: account } }),
  });
}

/**
 * Takes a run up without being asked: after a crash, or when a limit has passed. What failed stays so. Undefined when
 * it has ended meanwhile, when another process took it up and it waits anew, when `mayGoOn` says no, or when it was cut
 * off again and again without getting anywhere. `nowMs` is milliseconds since 1970.
 */
export async function resumeUnasked(
  stores: ResumeStores,
  id: string,
  nowMs: number,
  mayGoOn: (setup: RunSetup) => Promise<boolean>,
): Promise<Resumed | undefined> {
  const events = await stores.journal.read(id);
  const { status, parked } = summarizeRun(id, events);
  if ((status !== "interrupted" && parked === undefined) || isFruitless(events)) return undefined;
  if (status !== "interrupted" && Date.parse(parked?.until ?? "") > nowMs) return undefined;
  requireKnown(id, events);
  if (!(await mayGoOn(await readSetup(events, stores.assets)))) return undefined;
  return goOn(stores, id, events, { type: "run-resume", automatic: true });
}

/** Takes a run up because somebody has answered; the caller has written that, and holds its claim. What failed stays so. */
export async function resumeAnswered(stores: ResumeStores, id: string): Promise<Resumed> {
  return goOn(stores, id, await stores.journal.read(id), { type: "run-resume", only: "answers" });
}

async function goOn(
  { journal, assets }: ResumeStores,
  id: string,
  before: RunEvent[],
  event: RunEventBody & { type: "run-resume" },
): Promise<Resumed> {
  const planned = await readSetup([...before, { seq: 0, at: "", ...event }], assets);
  const events = await putAllBack(before, assets);
  // From here on nothing may fail: whoever reads this takes the run for one that is at work.
  const startEvents = await journal.append(id, [event]);
  const summarizer = createSummarizer(id);
  for (const written of [...before, ...startEvents]) summarizer.add(written);
  const all = [...events, ...startEvents];
  const resume = toResumePoint(all, planned.plan, { answers: keptAnswers(all) });
  return { setup: planned, resume, startEvents, summarizer };
}

/** Whether the latest attempts were all taken up unasked and brought nothing. */
function isFruitless(events: readonly RunEvent[]): boolean {
  let fruitless = 0;
  for (const { type, ...event } of events) {
    if (type === "run-resume") fruitless = "automatic" in event ? fruitless + 1 : 0;
    else if (outcomeTypes.has(type)) fruitless = 0;
  }
  return fruitless >= MAX_FRUITLESS_RESUMES;
}

function waitsForAnswers({ open }: Questions): AppError {
  const nodes = [...new Set(Array.from(open.values(), ({ node, path }) => path?.[0]?.node ?? node))];
  const asked = open.size === 1 ? "one question" : `${open.size} questions`;
  const message = `This run waits for a person: ${asked}, at ${nodes.join(", ")}. Answer, and it goes on by itself.`;
  return new AppError("conflict", message, { nodes, waits: open.size });
}

function nothingLeft(message: string): AppError {
  return new AppError("conflict", message, {});
}
