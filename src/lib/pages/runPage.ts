import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { readInputs } from "@/lib/nodes/readInputs";
import type { RunService } from "@/lib/runs/runService";
import { readSnapshot } from "@/lib/runs/runSetup";
import type { ListedSummary } from "@/lib/runs/summary";
import { assetNameOf } from "@/lib/storage/assetName";
import type { AssetStore, WorkflowStore } from "@/lib/storage/ports";
import type { GivenAnswer } from "@/types/answers";
import { AppError, isAppError } from "@/types/errors";
import type { PageForm, PageLinkView, PageRun, PageRuns } from "@/types/pages";
import type { AssetRef, RunEvent, RunThrough, Value } from "@/types/run";
import { workflowSchema } from "@/types/workflow";
import { assetsIn } from "./assetsIn";
import { givenLine } from "./givenLine";
import { shownPortsOf, toPageEvent } from "./pageEvents";
import { pageFormOf } from "./pageForm";
import type { PageLinks } from "./pageLinks";
import type { ToldAssets } from "./toldAssets";

/** Everything that can be done on the page of one workflow, by whoever may open it. */
export interface RunPage {
  /** @throws AppError `not_found`, `storage_failed` */
  form(): Promise<PageForm>;
  /** Newest first; by a link, those that were started by it. @throws AppError `storage_failed` */
  runs(before?: string): Promise<PageRuns>;
  /** @throws AppError what reading the inputs and starting throw, `rate_limited` for many at work, or much, by one link */
  start(given: Readonly<Record<string, Value>>): Promise<{ id: string }>;
  isAtWork(run: string): Promise<boolean>;
  /** What a page is told of the events after `after`, live until the run ends. @throws AppError `not_found` */
  events(run: string, after: number, signal: AbortSignal): Promise<AsyncIterable<readonly RunEvent[]>>;
  /** @throws AppError `not_found`, and what stopping throws */
  cancel(run: string): Promise<PageRun>;
  /**
   * Answers reviews of a run. @throws AppError as `RunService.answer`, `invalid_request` for a file that was not given
   * here, by a link `rate_limited` for more than may come in
   */
  answer(run: string, answers: readonly GivenAnswer[]): Promise<PageRun>;
  /** @throws AppError `not_found`, by a link also for what is not in its runs */
  asset(sha256: string): Promise<Uint8Array>;
  /** @throws AppError `storage_failed`, `rate_limited` for more than may come in by one link */
  upload(content: Uint8Array, mime: string): Promise<AssetRef>;
}

export interface RunPageOptions {
  workflowId: string;
  services: { runs: RunService; workflows: Pick<WorkflowStore, "read">; assets: AssetStore };
  links: Pick<PageLinks, "inTurn" | "uploads" | "take">;
  told: ToldAssets;
  /** By which somebody came who may open nothing else. */
  link?: PageLinkView;
}

const PAGE_OF_RUNS = 20;
/** Pages of the history that are looked through for runs of one link. */
const MOST_PAGES = 10;
/** Runs of one link at work at one time. */
const MOST_AT_WORK = 4;

/** What waits for a worker has not begun, and looks like one that was cut off: that, too, is soon taken up. */
const SOON_MS = 3_600_000;

function isAtWork({ status, createdAt }: ListedSummary): boolean {
  if (status === "running" || status === "queued") return true;
  return status === "interrupted" && Date.parse(createdAt) > Date.now() - SOON_MS;
}

export function createRunPage(options: RunPageOptions): RunPage {
  const { workflowId, services, links, told, link } = options;
  const { runs, workflows, assets } = services;
  const through = link && throughLink(link);
  const isOurs = (run: Pick<ListedSummary, "workflowId" | "through">) =>
    run.workflowId === workflowId &&
    (link === undefined || (run.through?.kind === "link" && run.through.id === link.id));

  async function requireOurs(run: string): Promise<void> {
    if (!isOurs(await runs.read(run))) throw new AppError("not_found", "There is no run with this address.");
  }

  /** The history goes on page by page until there are enough of a link. */
  async function list(before: string | undefined): Promise<{ runs: ListedSummary[]; next?: string }> {
    const found: ListedSummary[] = [];
    let next = before;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await runs.list({
        workflowId,
        limit: PAGE_OF_RUNS,
        ...(next === undefined ? {} : { before: next }),
      });
      found.push(...page.runs.filter(isOurs));
      next = page.next;
      if (next === undefined || found.length >= PAGE_OF_RUNS) break;
    }
    return { runs: found, ...(next === undefined ? {} : { next }) };
  }

  async function withGiven(summary: ListedSummary): Promise<PageRun> {
    const inputs = await runs.given(summary.id).catch((error: unknown) => {
      // It is in the history all the same.
      if (isAppError(error)) return {};
      throw error;
    });
    const given = givenLine(inputs);
    return { ...toPageRun(summary), ...(given === undefined ? {} : { given }) };
  }

  async function refuseTooMany(): Promise<void> {
    const atWork = (await runs.open()).filter((run) => isOurs(run) && isAtWork(run)).length;
    if (atWork < MOST_AT_WORK) return;
    const message = `${MOST_AT_WORK} runs of this link are at work already. Wait until one has ended, or stop one.`;
    throw new AppError("rate_limited", message, { action: "wait" });
  }

  /** A link gives files alone that came in by it, or that it was given. */
  async function refuseForeign(given: unknown, of: PageLinkView): Promise<void> {
    const named = assetsIn(given);
    if (named.length === 0) return;
    const known = await links.uploads(of.id);
    for (const asset of named) {
      if (!known.has(asset) && !told.has(of.id, asset)) {
        throw new AppError("invalid_request", "A file that was given is not here any more. Choose it again.", {
          asset,
        });
      }
    }
  }

  async function isShown(asset: string, to: PageLinkView): Promise<boolean> {
    if (told.has(to.id, asset) || (await links.uploads(to.id)).has(asset)) return true;
    for (const { id } of (await list(undefined)).runs) {
      const { outputs } = await runs.read(id);
      told.add(to.id, assetsIn(outputs));
    }
    return told.has(to.id, asset);
  }

  return {
    form: async () => ({ ...pageFormOf(await workflows.read(workflowId)), isByLink: link !== undefined }),
    runs: async (before) => {
      const page = await list(before);
      return { ...page, runs: await Promise.all(page.runs.map(withGiven)) };
    },
    start: async (given) => {
      const workflow = await workflows.read(workflowId);
      const inputs = readInputs(namedInputsOf(workflow), given);
      if (link === undefined) return runs.start(workflow, { inputs });
      await refuseForeign(given, link);
      // Many that come at one time are counted one after the other.
      return links.inTurn(async () => {
        await refuseTooMany();
        await links.take(link.id, sizeOf(given));
        return runs.start(workflow, { inputs, through });
      });
    },
    isAtWork: (run) => runs.isAtWork(run),
    events: async (run, after, signal) => {
      await requireOurs(run);
      return tell(options, run, after, signal);
    },
    cancel: async (run) => {
      await requireOurs(run);
      return toPageRun(await runs.cancel(run));
    },
    answer: async (run, answers) => {
      await requireOurs(run);
      if (link !== undefined) {
        await refuseForeign(answers, link);
        await links.take(link.id, sizeOf(answers));
      }
      return toPageRun(await runs.answer(run, { answers, reviewsOnly: true }));
    },
    asset: async (sha256) => {
      if (link !== undefined && !(await isShown(sha256, link))) {
        throw new AppError("not_found", "There is no such file here.", { asset: sha256 });
      }
      return assets.get(sha256);
    },
    upload: async (content, mime) => {
      // Counted before it is kept: nothing stays of what is refused.
      if (link !== undefined) await links.take(link.id, content.byteLength, await assetNameOf(content));
      return assets.put(content, mime);
    },
  };
}

/** As it came in, in bytes. */
function sizeOf(given: unknown): number {
  return Buffer.byteLength(JSON.stringify(given));
}

/** How what is started by a link is told and paid. */
function throughLink({ id, name }: Pick<PageLinkView, "id" | "name">): RunThrough {
  return { kind: "link", id, name };
}

async function* tell(
  { services: { runs, assets }, told, link }: RunPageOptions,
  run: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly RunEvent[]> {
  const shown = shownPortsOf(await readSnapshotOf(run, runs, assets));
  for await (const batch of runs.batches(run, after, signal)) {
    const events = batch.flatMap((event) => toPageEvent(event, shown) ?? []);
    if (link !== undefined) told.add(link.id, assetsIn(events));
    if (events.length > 0) yield events;
  }
}

/** The document as it ran. */
async function readSnapshotOf(run: string, runs: RunService, assets: AssetStore) {
  const done = new AbortController();
  try {
    for await (const event of runs.events(run, 0, done.signal)) {
      if (event.type === "run-start") return await readSnapshot(event.workflow.asset, workflowSchema, assets);
    }
  } finally {
    done.abort();
  }
  throw new AppError("not_found", "This run was cut off before it began. Start it again.");
}

function toPageRun({ id, status, createdAt, endedAt, problems }: ListedSummary): PageRun {
  return { id, status, createdAt, ...(endedAt === undefined ? {} : { endedAt }), problems };
}
