import type { Settings } from "@/types/api";
import type { OperationView } from "@/types/health";
import type { Seats } from "@/types/limits";
import type { Archive } from "./archive";
import type { PeopleStorage } from "./peoplePorts";
import type {
  AssetStore,
  CacheLimits,
  CacheStore,
  RunClaims,
  RunJournal,
  RunLabels,
  RunListing,
  SessionStore,
  SettingsStore,
  TextStore,
  WorkflowStore,
} from "./ports";

/** All that is kept, in one place and in one form. */
export interface Storage {
  workflows: WorkflowStore;
  journal: RunJournal;
  claims: RunClaims;
  listing: RunListing;
  labels: RunLabels;
  assets: AssetStore;
  cache: CacheStore;
  settings: SettingsStore;
  sessions: SessionStore;
  /** Accounts and keys, sealed by who keeps them. */
  texts: TextStore;
  /** Only where a database is shared; else all is one person's. */
  people?: PeopleStorage;
  /** Of the gate of this name; absent where each process counts for itself. */
  seatsOf?: (gate: string) => Seats;
  /** Makes what is not there yet; to be called before anything is read or saved. @throws AppError `storage_failed` */
  prepare(): Promise<void>;
  /** Removes what a killed process has left half written. Never throws. */
  tidy(): Promise<void>;
  /** Removes assets that no document, run or kept result names; gives how many. @throws AppError `storage_failed` */
  sweepAssets(): Promise<number>;
  /** Absent where one process has all to itself. */
  operation?: Operation;
  /** Thing by thing, to carry it elsewhere. */
  archive: Archive;
  /** Where all is, in words without a secret. */
  place: string;
  /** @throws AppError `storage_failed` if it cannot be read or written to at this moment */
  check(): Promise<void>;
  /** Nothing is read or saved afterwards. */
  close(): Promise<void>;
}

/** What processes that share a store know of each other. */
export interface Operation {
  /** Says from now on that this process works on up to so many runs. */
  announce(capacity: number): void;
  /** @throws AppError `storage_failed` */
  look(): Promise<OperationView>;
  /** Of this process: how many work, how many are free, and how many callers wait for one. */
  connections(): Connections;
}

export interface Connections {
  used: number;
  idle: number;
  waiting: number;
}

export interface StorageOptions {
  /** What the settings leave room for. */
  toCacheLimits: (settings: Settings) => CacheLimits;
  /** Results cannot be kept, and would be paid for again. */
  reportLostResults: (error: unknown) => void;
  reportBug: (error: unknown) => unknown;
}
