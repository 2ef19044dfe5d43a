import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createAccountCheck } from "@/lib/accountCheck";
import { createActivity } from "@/lib/activity";
import { createAuth } from "@/lib/auth/auth";
import { createAuthStorage } from "@/lib/auth/store/authStorage";
import { rotateSecret } from "@/lib/auth/store/rotateSecret";
import { type Config, config } from "@/lib/config";
import { createFilePreview } from "@/lib/filePreview";
import { createImagePauses } from "@/lib/images/imagePauses";
import { createImageCheck, createMakeImages } from "@/lib/images/makeImages";
import { createLimits } from "@/lib/limits/limits";
import { createAccountUsage } from "@/lib/llm/accountUsage";
import { createCallLlm } from "@/lib/llm/callLlm";
import { type CredentialsFor, createCatalogue } from "@/lib/llm/catalogue";
import { createFitCheck } from "@/lib/llm/fitCheck";
import { createProviders } from "@/lib/llm/providers";
import { systemTiming } from "@/lib/llm/timing";
import { createLog } from "@/lib/log";
import { toCacheLimits } from "@/lib/runs/housekeeping";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import { type PreflightOptions, preflight } from "@/lib/runs/preflight";
import { createUnattendedCheck } from "@/lib/runs/resume/unattended";
import { createRunService } from "@/lib/runs/runService";
import { createBodyReader } from "@/lib/security/bodyReader";
import { allowedHosts } from "@/lib/security/requestGuard";
import { createSecretBox } from "@/lib/security/secretBox";
import { createSessions, type Sessions } from "@/lib/security/session";
import { createFileStorage } from "@/lib/storage/file/fileStorage";
import { createPatientAssets } from "@/lib/storage/patientAssets";
import type { SessionStore } from "@/lib/storage/ports";
import { createPostgresStorage } from "@/lib/storage/postgres/postgresStorage";
import type { Storage, StorageOptions } from "@/lib/storage/storage";
import { RUN_PATIENCE_MS, untilDone } from "@/lib/storage/untilDone";
import { createFileText } from "@/lib/worker/fileText";
import { createNodeWork } from "@/lib/worker/nodeWork";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import { createEgress } from "./egress";
import { createHealth } from "./health";
import { provideServices, type Services } from "./services";

export function createServices(config: Config): Services {
  const log = createLog(config.logLevel);
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
  const auth = createAuth({
    config,
    storage: createAuthStorage({ config, texts: storage.texts, box }),
    box,
    egress,
    reportBug: reporting("Work on an account met a bug."),
  });
  const workers = createWorkers();
  const nodeWork = createNodeWork(workers, createWorkers());
  const fileText = createFileText(nodeWork);
  const providers = createProviders(config, { fetch, fileText });
  const catalogue = createCatalogue({ providers, credentialsFor: auth.credentials, now: Date.now, log });
  const limits = createLimits({ accounts: auth.limits, now: Date.now, seatsOf: storage.seatsOf });
  const accountUsage = createAccountUsage({ providers, credentialsFor: auth.credentials, limits, now: Date.now });
  /** Runs wait for a database that is away; who asks for a page is told at once. */
  const patientCredentials: CredentialsFor = (provider, account, signal) =>
    untilDone(() => auth.credentials(provider, account), { ...patience, signal });
  const callParts = {
    providers,
    catalogue,
    limits,
    checkSchema: createSchemaCheck(workers),
    fileText,
    readUsage: accountUsage.read,
    newRequestId: randomUUID,
  };
  const callLlm = createCallLlm({ ...callParts, credentialsFor: auth.credentials });
  const imageParts = {
    ...callParts,
    // These pictures are paid for, whoever asked.
    assets: patientAssets,
    pauses: createImagePauses({ now: Date.now, sleep: systemTiming.sleep }),
  };
  const makeImages = createMakeImages({ ...imageParts, credentialsFor: auth.credentials });
  const nodeAssets = createNodeAssets(assets);
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
    callLlm: createCallLlm({ ...callParts, credentialsFor: patientCredentials }),
    makeImages: createMakeImages({ ...imageParts, credentialsFor: patientCredentials }),
    cache,
    touchedResults: cache.touched,
    reportBug: reporting("A run met a bug."),
    mayRunUnattended: createUnattendedCheck(auth.requireBackgroundConsent),
    requireAccount: (id) => auth.credentials("openai-auth", id),
  });
  const preflightOptions: PreflightOptions = {
    images: createImageCheck({ providers, catalogue, credentialsFor: auth.credentials }),
    prepare: runs.prepare,
    cache,
    nodeAssets,
    nodeWork,
    maxItems: config.maxItems,
    reportBug: reporting("A preflight met a bug."),
    payerOf: async (provider, account) => (await auth.credentials(provider, account)).payer,
    fitCheck: createFitCheck({ providers, catalogue, credentialsFor: auth.credentials }),
    limitsOf: async (account) => {
      const { accounts } = limits.withUsage(await auth.status());
      return { ...accounts.find(({ id }) => id === account)?.usage };
    },
  };
  return {
    config,
    log,
    storage,
    allowedHosts: allowedHosts(config),
    fetch,
    bodies: createBodyReader({ directory: join(config.dataDir, "uploads") }),
    sessions: createPasswordSessions(config, storage.sessions),
    auth,
    rotateSecret: () => rotateSecret(storage.texts, box),
    catalogue,
    limits,
    accountUsage,
    checkAccount: createAccountCheck({ auth, providers }),
    callLlm,
    makeImages,
    workflows,
    runs,
    health: createHealth({ operation: storage.operation, reportBug: reporting("A look at the database met a bug.") }),
    activity: createActivity({ runs, limits, workflows }),
    preflight: (workflow, request) => preflight(preflightOptions, workflow, request),
    cache,
    previewFile: createFilePreview(assets, nodeWork),
    assets,
    settings,
  };
}

function createStorage({ database, dataDir }: Config, options: StorageOptions): Storage {
  return database === undefined ? createFileStorage(dataDir, options) : createPostgresStorage(database, options);
}

function createPasswordSessions(config: Config, store: SessionStore): Sessions | undefined {
  const { password, port } = config;
  if (password === undefined) return undefined;
  return createSessions({ password, port, macs: createSecretBox(config).macs, store });
}

/** Builds the services of this process, once. @throws ConfigError */
export function startServices(): Services {
  return provideServices(() => createServices(config()));
}
