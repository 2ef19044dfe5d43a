import type { AccessKeys } from "@/lib/access/accessKeys";
import type { CheckAccount } from "@/lib/accountCheck";
import type { createActivity } from "@/lib/activity";
import type { Auth } from "@/lib/auth/auth";
import type { RotatedText } from "@/lib/auth/store/rotateSecret";
import type { Config } from "@/lib/config";
import type { PreviewFile } from "@/lib/filePreview";
import type { createHealth } from "@/lib/health";
import type { Limits } from "@/lib/limits/limits";
import type { AccountUsageReader } from "@/lib/llm/accountUsage";
import type { Catalogue, ListModels } from "@/lib/llm/catalogue";
import type { Log } from "@/lib/log";
import type { Meter } from "@/lib/meter";
import type { NodeWork } from "@/lib/nodes/nodeKind";
import type { SendRequest } from "@/lib/nodes/requestPort";
import type { PageLinks } from "@/lib/pages/pageLinks";
import type { ToldAssets } from "@/lib/pages/toldAssets";
import type { PaymentTerms } from "@/lib/paymentTerms";
import type { Door } from "@/lib/people/door";
import type { People } from "@/lib/people/people";
import type { SecretStore } from "@/lib/requests/secretStore";
import type { RunService } from "@/lib/runs/runService";
import type { RunRequest } from "@/lib/runs/runSetup";
import type { BodyReader } from "@/lib/security/bodyReader";
import type { AssetStore, CacheStore, SettingsStore, WorkflowStore } from "@/lib/storage/ports";
import type { SealedTexts } from "@/lib/storage/sealedTexts";
import type { Storage } from "@/lib/storage/storage";
import type { ToolServers } from "@/lib/tools/toolServers";
import type { Hooks } from "@/lib/triggers/hooks";
import type { NightShift } from "@/lib/triggers/night/nightShift";
import type { Notices } from "@/lib/triggers/notices";
import type { Scheduler } from "@/lib/triggers/scheduler";
import type { TriggerStates } from "@/lib/triggers/triggerState";
import type { TriggerStore } from "@/lib/triggers/triggerStore";
import type { Triggers } from "@/lib/triggers/triggers";
import type { Preflight } from "@/types/api";
import type { MakeImages } from "@/types/images";
import type { CallLlm } from "@/types/llm";
import type { Person } from "@/types/people";
import type { Workflow } from "@/types/workflow";

/** Whose accounts these are; without a person, those of nobody by name. */
export interface OwnAccounts extends Pick<Services, "auth" | "checkAccount"> {
  person?: Pick<Person, "id" | "name">;
}

/**
 * Everything a route or a command may use, chosen in one place. What hangs on who pays (`auth`, `catalogue`, calls,
 * runs) is that of nobody by name; `of` gives those of a person.
 */
export interface Services {
  config: Config;
  log: Log;
  meter: Meter;
  storage: Pick<
    Storage,
    "prepare" | "tidy" | "claims" | "sweepAssets" | "archive" | "operation" | "place" | "check" | "close"
  >;
  /** `host:port` names that requests may have as their Host. */
  allowedHosts: ReadonlySet<string>;
  /** The network address that asks, as far as it is known. */
  callerAddress(headers: Headers): string;
  bodies: BodyReader;
  door: Door;
  /** Of all; `of` gives no others. */
  accessKeys: AccessKeys;
  /** Of all, too. */
  pageLinks: PageLinks;
  toldAssets: ToldAssets;
  /** What answers with tool calls held, for a day; only where other processes look for it. */
  answerStates: SealedTexts | undefined;
  /** Only where a database is shared. */
  people: People | undefined;
  /** The same, as one person has and may use it. */
  of(person: Person): Services;
  /** The accounts of everybody, for work that is nobody's in particular. @throws AppError `storage_failed` */
  accountsOfAll(): Promise<OwnAccounts[]>;
  /** Makes what was connected before anybody had a name one person's; gives its names. @throws AppError `storage_failed` */
  giveAccounts(person: string): Promise<string[]>;
  /** The usual way out to upstreams. */
  fetch: typeof fetch;
  auth: Auth;
  /** Seals all that is kept with the key in use; can be cut off and done again. @throws AppError `storage_failed` */
  rotateSecret: () => AsyncIterable<RotatedText>;
  catalogue: Catalogue;
  limits: Limits;
  accountUsage: AccountUsageReader;
  checkAccount: CheckAccount;
  callLlm: CallLlm;
  /** Calls that come through a door. */
  callWithin(terms: PaymentTerms): CallLlm;
  /** What can be asked for there, and who cannot pay. */
  modelsWithin(terms: PaymentTerms): ListModels;
  makeImages: MakeImages;
  /** Servers of tools, of all. */
  tools: ToolServers;
  workflows: WorkflowStore;
  runs: RunService;
  /** What starts runs without a person at the screen. */
  triggers: Triggers;
  /** Everybody's, for work that is nobody's in particular. */
  triggerStore: TriggerStore;
  triggerStates: TriggerStates;
  nightShift: NightShift;
  scheduler: Scheduler;
  hooks: Hooks;
  notices: Notices;
  health: ReturnType<typeof createHealth>;
  activity: ReturnType<typeof createActivity>;
  /** @throws AppError what reading files throws; faults of the document are warnings */
  preflight: (workflow: Workflow, request: RunRequest) => Promise<Preflight>;
  cache: CacheStore;
  previewFile: PreviewFile;
  /** Sends requests of nodes. */
  request: SendRequest;
  /** What requests of nodes name; everybody's. */
  secrets: SecretStore;
  /** For code that is tried without a run. */
  nodeWork: Pick<NodeWork, "checkScript" | "runScript">;
  assets: AssetStore;
  settings: SettingsStore;
}

// Next bundles pages, routes and the start apart, each with its own copy of what it imports: only what hangs on
// globalThis is one per process. With a type import alone, the services are loaded once, at the start.
const servicesKey = Symbol.for("patchbay.services");
const holder = globalThis as typeof globalThis & { [servicesKey]?: Services };

/** The services of this process; `instrumentation.ts` has built them before the first request. */
export function services(): Services {
  const built = holder[servicesKey];
  if (built === undefined) throw new Error("The services are asked for before the server has started.");
  return built;
}

/** Keeps the services for `services()`; those that are there already stay. */
export function provideServices(create: () => Services): Services {
  holder[servicesKey] ??= create();
  return holder[servicesKey];
}
