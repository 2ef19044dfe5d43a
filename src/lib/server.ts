import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createActivity } from "@/lib/activity";
import { rotateSecret } from "@/lib/auth/store/rotateSecret";
import { type Config, config } from "@/lib/config";
import { createFilePreview } from "@/lib/filePreview";
import { createImagePauses } from "@/lib/images/imagePauses";
import { createLimits } from "@/lib/limits/limits";
import { createProviders } from "@/lib/llm/providers";
import { systemTiming } from "@/lib/llm/timing";
import { createLog } from "@/lib/log";
import { createMeter } from "@/lib/meter";
import { createAccountKeepers } from "@/lib/people/accountKeepers";
import { createDoor } from "@/lib/people/door";
import { createNote } from "@/lib/people/note";
import { notedRuns, notedSettings, notedWorkflows } from "@/lib/people/notedExports";
import { createPeople } from "@/lib/people/people";
import { createPersonalRuns } from "@/lib/people/personalRuns";
import { createPersonalSettings } from "@/lib/people/personalSettings";
import { personTexts } from "@/lib/people/personTexts";
import { createStanding } from "@/lib/people/standing";
import { toCacheLimits } from "@/lib/runs/housekeeping";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import { createRunObserver } from "@/lib/runs/observeRuns";
import { preflight } from "@/lib/runs/preflight";
import { createRunService } from "@/lib/runs/runService";
import { createBodyReader } from "@/lib/security/bodyReader";
import { callerAddress, createIsProxy } from "@/lib/security/callerAddress";
import { allowedHosts } from "@/lib/security/requestGuard";
import { createSecretBox, type SecretBox } from "@/lib/security/secretBox";
import { createSessions, type Sessions } from "@/lib/security/session";
import { createFileStorage } from "@/lib/storage/file/fileStorage";
import { createPatientAssets } from "@/lib/storage/patientAssets";
import type { SessionStore } from "@/lib/storage/ports";
import { createPostgresStorage } from "@/lib/storage/postgres/postgresStorage";
import { createSettingsStore } from "@/lib/storage/settingsStore";
import type { Storage, StorageOptions } from "@/lib/storage/storage";
import { RUN_PATIENCE_MS } from "@/lib/storage/untilDone";
import { createFileText } from "@/lib/worker/fileText";
import { createNodeWork } from "@/lib/worker/nodeWork";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import { countLookups } from "./countLookups";
import { createEgress } from "./egress";
import { createHealth } from "./health";
import { createPersonalServices, giveAccountsTo, type PersonalServices, type SharedParts } from "./personalServices";
import { provideServices, type Services } from "./services";

export function createServices(config: Config): Services {
  const log = createLog(config.logLevel, { format: config.logFormat });
  const meter = createMeter();
  const reporting = (message: string) => (error: unknown) => {
    const reference = randomUUID();
    log.error(message, error, { reference });
    return reference;
  };
  const storage = createStorage(config, {
    toCacheLimits,
    reportLostResults: (error) =>
      log.error("Results cannot be kept, so that their calls would be paid for again.", error),
    reportBug: reporting("The store of runs met a bug."),
  });
  const { workflows, assets, cache, settings } = storage;
  const patience = { patienceMs: RUN_PATIENCE_MS, outlasts: storage.texts.outlasts };
  const patientAssets = createPatientAssets(assets, patience);
  const box = createSecretBox(config);
  const egress = createEgress(config.proxy, globalThis.fetch);
  const { fetch } = egress;
  const people =
    storage.people && createPeople({ config, box, storage: storage.people, guesses: storage.sessions, fetch });
  const noteFor = (person?: string) => createNote({ audit: people?.audit, log, person });
  const workers = createWorkers();
  const nodeWork = createNodeWork(workers, createWorkers());
  const fileText = createFileText(nodeWork);
  const keepers = createAccountKeepers();
  const limits = createLimits({ accounts: keepers, now: Date.now, seatsOf: storage.seatsOf });
  const shared: SharedParts = {
    ...{ config, log, meter, box, egress, limits, keepers, patience, fileText, noteFor },
    texts: storage.texts,
    providers: createProviders(config, { fetch, fileText }),
    checkSchema: createSchemaCheck(workers),
    assets: patientAssets,
    pauses: createImagePauses({ now: Date.now, sleep: systemTiming.sleep }),
    newRequestId: randomUUID,
    shares: people?.shares,
    standing: people && createStanding({ persons: people.persons }),
    reportBug: reporting("Work on an account met a bug."),
  };
  const nobody = createPersonalServices(shared);
  const byPerson = new Map<string, PersonalServices>();
  const personal = (person: string): PersonalServices => {
    const known = byPerson.get(person) ?? createPersonalServices(shared, person);
    byPerson.set(person, known);
    return known;
  };
  const runs = createRunService({
    journal: storage.journal,
    claims: storage.claims,
    listing: storage.listing,
    assets,
    patientAssets,
    nodeAssets: createNodeAssets(patientAssets),
    nodeWork,
    maxItems: config.maxItems,
    maxActive: config.maxActiveRuns,
    cache: countLookups(cache, meter),
    touchedResults: cache.touched,
    observer: createRunObserver({ log, level: config.database === undefined ? "debug" : "info", meter }),
    reportBug: reporting("A run met a bug."),
    ...nobody.paying,
    payingFor: (person) => personal(person).paying,
  });
  const rehearsal = {
    prepare: runs.prepare,
    cache,
    nodeAssets: createNodeAssets(assets),
    nodeWork,
    maxItems: config.maxItems,
    reportBug: reporting("A preflight met a bug."),
  };
  /** Keys and servers are everybody's: what is known of their models is forgotten for all. */
  const invalidate: Services["catalogue"]["invalidate"] = (...what) => {
    for (const { catalogue } of [nobody, ...byPerson.values()]) catalogue.invalidate(...what);
  };
  const servicesOf = ({ paying: _, rehearsing, ...own }: PersonalServices) => ({
    ...own,
    catalogue: { ...own.catalogue, invalidate },
    preflight: ((workflow, request) =>
      preflight({ ...rehearsal, ...rehearsing }, workflow, request)) satisfies Services["preflight"],
  });
  const isProxy = createIsProxy(config.trustedProxies);
  const services: Services = {
    config,
    log,
    meter,
    storage,
    allowedHosts: allowedHosts(config),
    callerAddress: (headers) => callerAddress(headers, isProxy),
    fetch,
    bodies: createBodyReader({ directory: join(config.dataDir, "uploads") }),
    rotateSecret: () => rotateSecret(storage.texts, box),
    door: createDoor({
      sessions: createPasswordSessions(config, storage.sessions, box),
      people,
      hasProvider: config.oidc !== undefined,
    }),
    people,
    limits,
    workflows: notedWorkflows(workflows, noteFor()),
    health: createHealth({ operation: storage.operation, reportBug: reporting("A look at the database met a bug.") }),
    activity: createActivity({ runs, limits, workflows }),
    cache,
    previewFile: createFilePreview(assets, nodeWork),
    assets,
    settings,
    ...servicesOf(nobody),
    runs: notedRuns(runs, noteFor()),
    of: (person) => {
      const note = noteFor(person.id);
      const own = createSettingsStore(personTexts(storage.texts, person.id));
      return {
        ...services,
        ...servicesOf(personal(person.id)),
        workflows: notedWorkflows(workflows, note),
        runs: notedRuns(createPersonalRuns({ runs, workflows, person }), note),
        settings: createPersonalSettings(own, notedSettings(settings, note), person),
      };
    },
    giveAccounts: (person) => giveAccountsTo(shared, person),
    accountsOfAll: async () => {
      const active = (await people?.persons.list())?.filter(({ disabled }) => !disabled) ?? [];
      return [nobody.auth, ...active.map(({ id }) => personal(id).auth)];
    },
  };
  return services;
}

function createStorage({ database, dataDir }: Config, options: StorageOptions): Storage {
  return database === undefined ? createFileStorage(dataDir, options) : createPostgresStorage(database, options);
}

function createPasswordSessions(config: Config, store: SessionStore, { macs }: SecretBox): Sessions | undefined {
  const { password, port } = config;
  return password === undefined ? undefined : createSessions({ password, port, macs, store });
}

/** Builds the services of this process, once. @throws ConfigError */
export function startServices(): Services {
  return provideServices(() => createServices(config()));
}
