import type { ResultCache } from "@/lib/engine/options";
import type { CacheChange, CacheEntry, CacheStats, Settings } from "@/types/api";
import type { RunLabel } from "@/types/labels";
import type { AssetRef, RunEvent, RunEventBody } from "@/types/run";
import type { BinnedWorkflow, Workflow, WorkflowSummary, WorkflowVersion } from "@/types/workflow";

/** Documents by id. A save names the revision it was made from. */
export interface WorkflowStore {
  list(): Promise<WorkflowSummary[]>;
  /** @throws AppError `not_found` */
  read(id: string): Promise<Workflow>;
  /** The file as it stands, whatever is in it. @throws AppError `not_found` */
  readFile(id: string): Promise<string>;
  /** @throws AppError `conflict` if the id is taken */
  create(workflow: Workflow): Promise<Workflow>;
  /** Saves over `workflow.revision` and returns the document with the next one. @throws AppError `conflict`, `not_found` */
  update(workflow: Workflow): Promise<Workflow>;
  /** Puts it into the bin. @throws AppError `not_found` */
  remove(id: string): Promise<void>;
  versions: VersionStore;
  bin: WorkflowBin;
}

/** What documents said before: every save that was written over is kept for a while, a named one for good. */
export interface VersionStore {
  /** Newest first. @throws AppError `not_found` for a document that is not there */
  list(id: string): Promise<WorkflowVersion[]>;
  /** @throws AppError `not_found`, `storage_failed` (damaged) */
  read(id: string, version: string): Promise<Workflow>;
  /** Keeps the document as it is now under a name. @throws AppError `not_found` */
  create(id: string, name: string): Promise<WorkflowVersion>;
  /** Null takes the name away. @throws AppError `not_found` */
  rename(id: string, version: string, name: string | null): Promise<WorkflowVersion>;
  /** Saves what a version says over `revision`, as a new revision. @throws AppError `conflict`, `not_found` */
  restore(id: string, version: string, revision: number): Promise<Workflow>;
  /** Lets go what has become too old. */
  sweep(): Promise<void>;
}

/** Deleted documents, for thirty days. */
export interface WorkflowBin {
  /** Newest first. */
  list(): Promise<BinnedWorkflow[]>;
  /** Puts it back, under another id where its own is taken. @throws AppError `not_found`, `storage_failed` (damaged) */
  restore(entry: string): Promise<Workflow>;
  /** For good, with its versions. @throws AppError `not_found` */
  remove(entry: string): Promise<void>;
  /** Removes what has been there too long. */
  sweep(): Promise<void>;
}

/** The events of runs, in order, one journal a run. */
export interface RunJournal {
  /**
   * Appends in order and gives each event its `seq` and `at`, for whoever has the claim on the run. Outcomes are durable
   * when the promise resolves; deltas need not be.
   * @throws AppError `storage_failed`, `not_found`, `conflict` where the claim was lost
   */
  append(runId: string, bodies: RunEventBody[]): Promise<RunEvent[]>;
  /** Events with `seq > after`; a torn last one is left out. @throws AppError `not_found`, `storage_failed` (damaged) */
  read(runId: string, after?: number): Promise<RunEvent[]>;
  /**
   * What has been written since a reading that ended at a place, 0 for all, piece by piece: no journal is in memory as
   * a whole. It ends where whole events end. @throws AppError `not_found`, `storage_failed` (damaged)
   */
  readFrom(runId: string, place: number): AsyncIterable<JournalPiece>;
  /** Whether what reading has thrown passes by itself, so that it can be read on a little later. */
  outlasts(error: unknown): boolean;
  /** A place from which on all events with `seq > after` can be read, and maybe some before. */
  placeAfter(after: number): number;
  /** The place where it ends; it grows with each append. @throws AppError `not_found`, `storage_failed` */
  size(runId: string): Promise<number>;
  /** Watches a journal that another process may write to, from now on. @throws AppError `storage_failed` */
  watch(runId: string): Promise<JournalWatch>;
  /** @throws AppError `not_found` */
  remove(runId: string): Promise<void>;
}

/** Events in order, and the place in the journal where they end, which only the journal understands. */
export interface JournalPiece {
  events: RunEvent[];
  end: number;
}

export interface JournalWatch {
  /** Waits until there may be news since the last call, also of who works on the run; false if the signal aborts. */
  next(signal: AbortSignal): Promise<boolean>;
  close(): void;
}

/** What people said of the rows of runs, beside them: one label for each row, that goes with its run. */
export interface RunLabels {
  /** By node and row. None of a run that is not there. @throws AppError `storage_failed` */
  read(runId: string): Promise<RunLabel[]>;
  /** Over what was said of that row before; one without thumb and note takes it away. @throws AppError `not_found`, `storage_failed` */
  put(runId: string, label: RunLabel): Promise<void>;
}

/** How lists of runs are made without reading their journals. */
export type RunListing = { kind: "digests"; digests: RunDigests } | { kind: "rows"; rows: RunRows };

/** One list of all that was derived from journals, which grows; the ids of runs stand elsewhere. */
export interface RunDigests {
  /** Ids, in no order, of runs that may have been deleted or may never have begun. @throws AppError `storage_failed` */
  list(): Promise<string[]>;
  /** What was derived since a reading that ended at `offset`; of a run, the last holds. */
  readDigests(offset: number): AsyncIterable<{ digests: KeptDigest[]; end: number }>;
  appendDigest(kept: KeptDigest): Promise<void>;
  /** Keeps these alone. */
  replaceDigests(all: readonly KeptDigest[]): Promise<void>;
  /** As 0.1.0 kept it, beside each journal. */
  readOldDigest(runId: string): Promise<KeptDigest | undefined>;
}

/** What a journal says as long as it has this size. */
export interface KeptDigest {
  id: string;
  size: number;
  digest: unknown;
}

/** Runs as rows that can be asked for. Newest first; the ids of runs begin with the time of their start. */
export interface RunRows {
  /** At most `limit` that began before the run `before`. @throws AppError `storage_failed` */
  find(query: { workflowId?: string; before?: string; limit: number }): Promise<RunRow[]>;
  /** Those that have not come to an end. @throws AppError `storage_failed` */
  open(): Promise<RunRow[]>;
  /** Those of them that nobody has a claim on, not even one that has run out. @throws AppError `storage_failed` */
  left(): Promise<RunRow[]>;
  /** Ids of those that ended before a time, in milliseconds since 1970. @throws AppError `storage_failed` */
  endedBefore(timeMs: number): Promise<string[]>;
  /** Nothing happens where the run is gone. @throws AppError `storage_failed` */
  keep(kept: KeptDigest): Promise<void>;
}

export interface RunRow {
  id: string;
  /** Of the journal. */
  size: number;
  isClaimed: boolean;
  /** The latest that was kept. */
  kept?: KeptDigest;
}

/** Who works on a run: one process at most, and for no longer than a few seconds one that is dead. */
export interface RunClaims {
  /** Undefined while somebody else works on it. @throws AppError `storage_failed` */
  claim(runId: string): Promise<RunClaim | undefined>;
  /** Also while it passes from a worker that is gone to another. @throws AppError `storage_failed` */
  isClaimed(runId: string): Promise<boolean>;
  /**
   * Asks whoever works on a run, in whichever process, to stop it. False where it cannot be asked.
   * @throws AppError `storage_failed`
   */
  askToStop(runId: string): Promise<boolean>;
  /**
   * Hands a letter to whoever works on a run, in another process, and gives the reply. Undefined where nobody works on
   * it, who does cannot be written to, or has not replied within so many milliseconds: then it is taken back.
   * @throws AppError `storage_failed`
   */
  send(runId: string, letter: string, patienceMs: number): Promise<string | undefined>;
  /**
   * Runs that were at work when their worker died or left, and that anybody may take up at once. None where that cannot
   * be told from runs that a person has to look at. Those in `except` are left out. @throws AppError `storage_failed`
   */
  abandoned(except: readonly string[]): Promise<string[]>;
  /** Calls `tell` when a run was handed over, by whichever process; gives what ends that. */
  onHandedOver(tell: () => void): () => void;
}

export interface RunClaim {
  /** Aborts when somebody else may go on with the run: nothing of it can be written here any more. */
  lost: AbortSignal;
  /** Aborts when another process asks that the run be stopped. */
  stop: AbortSignal;
  /** From now on letters of other processes are answered by `answer`, one after the other. It never throws. */
  receive(answer: (letter: string) => Promise<string>): void;
  /** Lets go of a run that nobody is to go on with unasked. Never throws. */
  release(): Promise<void>;
  /** Lets go so that another process goes on at once. Never throws. */
  handOver(): Promise<void>;
  /** Lets go of a run that is as it was before the claim: one that waited for a worker waits on. Never throws. */
  giveBack(): Promise<void>;
}

/** Bytes by their SHA-256. */
export interface AssetStore {
  put(bytes: Uint8Array, mime: string): Promise<AssetRef>;
  /** @throws AppError `not_found` */
  get(asset: string): Promise<Uint8Array>;
}

/** Kept results of nodes and items, with what people may do to them. The engine's part of it never throws. */
export interface CacheStore extends ResultCache {
  /** @throws AppError `not_found` */
  read(key: string): Promise<CacheEntry>;
  /**
   * Pins, puts other words into outputs of a result, or takes the model's answer back. @throws AppError `not_found`,
   * `storage_failed`, `invalid_request` for an output that the result does not have, `conflict` where the model's
   * answer is not kept
   */
  change(key: string, change: CacheChange): Promise<CacheEntry>;
  /** Those that people have changed, and that are kept still. @throws AppError `storage_failed` */
  touched(): Promise<CacheEntry[]>;
  stats(): Promise<CacheStats>;
  /** Removes every entry that is not pinned, and says what it removed. */
  clear(): Promise<CacheStats>;
  /** Reads its limits, and removes what they leave no room for: first what was not used for long. */
  sweep(): Promise<void>;
}

export interface CacheLimits {
  maxBytes: number;
  /** Milliseconds since an entry was last used; holds from the next sweep on. */
  maxAgeMs: number;
}

/** Preferences that are not secret. */
export interface SettingsStore {
  read(): Promise<Settings>;
  write(settings: Settings): Promise<Settings>;
}

/** Of password mode; it ends at `expiresAt` (ISO 8601, UTC). */
export interface Session {
  id: string;
  expiresAt: string;
}

/** Sessions, and the wrong passwords of the last minutes. Times are ISO 8601, UTC. */
export interface SessionState {
  sessions: Session[];
  /** `name` tells apart at which names of people, without saying them. */
  wrongPasswords: { at: string; network: string; name?: string }[];
}

/** Shared by all processes. */
export interface SessionStore {
  /** Cheap enough for every request; not to be changed. @throws AppError `storage_failed` */
  read(): Promise<SessionState>;
  /** Reads anew while nobody else writes, lets `edit` change a copy, and keeps it. @throws AppError `storage_failed` */
  change<T>(edit: (state: SessionState) => T): Promise<T>;
}

/** A small text under a name, such as the settings: one for all processes. */
export interface StoredText {
  /** Where a person finds it, for sentences. */
  readonly place: string;
  /** Undefined if there is none. An unchanged one costs next to nothing. @throws AppError `storage_failed` */
  read(): Promise<VersionedText | undefined>;
  /**
   * Over the version that was read under the lock, undefined for none.
   * @throws AppError `storage_failed`, with the reason `changed_meanwhile` if it is not what stands there: a lock that
   * was lost lets nobody write over anything
   */
  write(text: string, over: string | undefined): Promise<void>;
  /** Leaves nothing there, and keeps that version under another name. @throws as `write` */
  moveAside(label: string, version: string): Promise<void>;
  /** Keeps a copy under another name. @throws AppError `storage_failed` */
  copyAside(label: string): Promise<void>;
  /** Where a person finds what was moved or copied aside last. Only a hint: undefined also when nobody can tell. */
  newestAside(label: string): Promise<string | undefined>;
  /** @throws AppError `storage_failed` */
  remove(): Promise<void>;
}

/** A version tells one text from all that ever stood under its name. */
export interface VersionedText {
  text: string;
  version: string;
}

/** Small texts and locks by name, shared by all processes. */
export interface TextStore {
  /** @param what the subject of the words when it cannot be read or saved: "The settings" */
  text(name: string, what?: string): StoredText;
  /** Of all texts that stand there, in order; none of those that were put aside. @throws AppError `storage_failed` */
  names(): Promise<string[]>;
  lock(name: string, options?: LockOptions): Lock;
  /** Whether what reading or writing has thrown passes by itself, so that it can be tried once more. */
  outlasts(error: unknown): boolean;
}

export interface LockOptions {
  /**
   * Its work changes something outside of the store, as asking an issuer for new tokens does: where a lock may be lost
   * while its holder lives, the next one gives that one a while to end.
   */
  reachesOut?: boolean;
}

/** A lock between processes, and between callers inside one, who come in first come, first served. */
export interface Lock {
  /**
   * Runs `work` while nobody else holds the lock.
   * @throws AppError `storage_failed`, also after 60 s of waiting, or as soon as `enough` ends it; work that has begun goes on
   */
  run<T>(work: () => Promise<T>, enough?: AbortSignal): Promise<T>;
}
