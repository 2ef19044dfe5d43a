import { randomUUID } from "node:crypto";
import type { Config } from "@/lib/config";
import { createEgress, type Egress } from "@/lib/egress";
import { createImagePauses } from "@/lib/images/imagePauses";
import type { MakeImagesDeps } from "@/lib/images/makeImages";
import { createLimits, type Limits } from "@/lib/limits/limits";
import type { CallLlmDeps } from "@/lib/llm/callLlm";
import { createProviders } from "@/lib/llm/providers";
import { systemTiming } from "@/lib/llm/timing";
import { createLog, type Log } from "@/lib/log";
import { createMeter, type Meter } from "@/lib/meter";
import type { NodeWork } from "@/lib/nodes/nodeKind";
import { type AccountKeepers, createAccountKeepers } from "@/lib/people/accountKeepers";
import { createNote } from "@/lib/people/note";
import { createPeople, type People } from "@/lib/people/people";
import { createStanding, type Standing } from "@/lib/people/standing";
import { createRequests, type Requests } from "@/lib/requests/requests";
import { createSecretStore, type SecretStore } from "@/lib/requests/secretStore";
import { toCacheLimits } from "@/lib/runs/housekeeping";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import { allowedHosts } from "@/lib/security/requestGuard";
import { createSecretBox, type SecretBox } from "@/lib/security/secretBox";
import { createFileStorage } from "@/lib/storage/file/fileStorage";
import { createPatientAssets } from "@/lib/storage/patientAssets";
import type { Note } from "@/lib/storage/peoplePorts";
import type { AssetStore } from "@/lib/storage/ports";
import { createPostgresStorage } from "@/lib/storage/postgres/postgresStorage";
import type { Storage, StorageOptions } from "@/lib/storage/storage";
import { type Patience, RUN_PATIENCE_MS } from "@/lib/storage/untilDone";
import { createToolServers, type ToolServers } from "@/lib/tools/toolServers";
import { createFileText } from "@/lib/worker/fileText";
import { createNodeWork } from "@/lib/worker/nodeWork";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import { isAppError } from "@/types/errors";

/** What everybody's services stand on, once per process. */
export interface Foundation
  extends Pick<CallLlmDeps, "providers" | "checkSchema" | "fileText" | "newRequestId">,
    Pick<MakeImagesDeps, "pauses"> {
  config: Config;
  log: Log;
  meter: Meter;
  storage: Storage;
  /** Runs wait for a store that is away; who asks for a page is told at once. */
  patience: Patience;
  /** The assets of `storage`, which wait: what is put there is paid for, whoever asked. */
  patientAssets: AssetStore;
  box: SecretBox;
  egress: Egress;
  nodeWork: NodeWork;
  secrets: SecretStore;
  requests: Requests;
  limits: Limits;
  keepers: AccountKeepers;
  tools: ToolServers;
  /** By name; only where a database is shared. */
  people: People | undefined;
  standing: Standing | undefined;
  /** Of the audit log. */
  noteFor(person: string | undefined): Note;
  /** Writes a failure to the log, a bug under these words, and gives the reference that a person sees. */
  reporting(message: string): (error: unknown) => string;
}

export function createFoundation(config: Config): Foundation {
  const log = createLog(config.logLevel, { format: config.logFormat });
  const reporting = (message: string) => (error: unknown) => {
    const reference = randomUUID();
    // A store that is away, for one, is no bug, and says itself what it is.
    log.error(isAppError(error) ? error.message : message, error, { reference });
    return reference;
  };
  const storage = createStorage(config, {
    toCacheLimits,
    reportLostResults: (error) =>
      log.error("Results cannot be kept, so that their calls would be paid for again.", error),
    reportBug: reporting("The store of runs met a bug."),
  });
  const patience = { patienceMs: RUN_PATIENCE_MS, outlasts: storage.texts.outlasts };
  const box = createSecretBox(config);
  const egress = createEgress(config.proxy, globalThis.fetch);
  const { fetch } = egress;
  const people =
    storage.people && createPeople({ config, box, storage: storage.people, guesses: storage.sessions, fetch, log });
  const workers = createWorkers();
  const nodeWork = createNodeWork(workers, createWorkers());
  const fileText = createFileText(nodeWork);
  const keepers = createAccountKeepers();
  const secrets = createSecretStore({ texts: storage.texts, box });
  const patientAssets = createPatientAssets(storage.assets, patience);
  return {
    ...{
      config,
      log,
      meter: createMeter(),
      storage,
      patience,
      box,
      egress,
      nodeWork,
      secrets,
      requests: createRequests({ config, egress, secrets, assets: createNodeAssets(patientAssets) }),
      fileText,
      keepers,
      people,
      reporting,
    },
    patientAssets,
    limits: createLimits({ accounts: keepers, now: Date.now, seatsOf: storage.seatsOf }),
    tools: createTools(config, { storage, box, fetch }),
    providers: createProviders(config, { fetch, fileText }),
    checkSchema: createSchemaCheck(workers),
    pauses: createImagePauses({ now: Date.now, sleep: systemTiming.sleep }),
    newRequestId: randomUUID,
    standing: people && createStanding({ persons: people.persons }),
    noteFor: (person) => createNote(people?.audit, person),
  };
}

function createTools(
  config: Config,
  { storage, box, fetch }: Pick<Foundation, "storage" | "box"> & Pick<Egress, "fetch">,
) {
  return createToolServers({
    ...{ texts: storage.texts, box, fetch, now: Date.now },
    ...{ ownHosts: allowedHosts(config), port: config.port },
    // Of it, programs get the few variables that they want to find their way.
    environment: process.env,
  });
}

function createStorage({ database, dataDir }: Config, options: StorageOptions): Storage {
  return database === undefined ? createFileStorage(dataDir, options) : createPostgresStorage(database, options);
}
