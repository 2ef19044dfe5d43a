import { join } from "node:path";
import { createAccessKeys } from "@/lib/access/accessKeys";
import { createActivity } from "@/lib/activity";
import { rotateSecret } from "@/lib/auth/store/rotateSecret";
import { type Config, config } from "@/lib/config";
import { createFilePreview } from "@/lib/filePreview";
import type { Places } from "@/lib/limits/limits";
import { createPageLinks } from "@/lib/pages/pageLinks";
import { createToldAssets } from "@/lib/pages/toldAssets";
import { termsOf } from "@/lib/paymentTerms";
import { createDoor, type Door } from "@/lib/people/door";
import { notedRuns, notedSettings, notedWorkflows } from "@/lib/people/notedExports";
import { createPersonalRuns } from "@/lib/people/personalRuns";
import { createPersonalSettings } from "@/lib/people/personalSettings";
import { personTexts } from "@/lib/people/personTexts";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import { createRunObserver } from "@/lib/runs/observeRuns";
import { preflight } from "@/lib/runs/preflight";
import { createRunService, type RunService } from "@/lib/runs/runService";
import type { RunOrigin } from "@/lib/runs/runSetup";
import { createBodyReader } from "@/lib/security/bodyReader";
import { callerAddress, createIsProxy } from "@/lib/security/callerAddress";
import { allowedHosts } from "@/lib/security/requestGuard";
import { createSessions } from "@/lib/security/session";
import { createSealedTexts } from "@/lib/storage/sealedTexts";
import { createSettingsStore } from "@/lib/storage/settingsStore";
import { notedTools } from "@/lib/tools/notedTools";
import { countLookups } from "./countLookups";
import { createEverybody, type Everybody } from "./everybody";
import { createFoundation, type Foundation } from "./foundation";
import { createHealth } from "./health";
import { createNightShiftOf } from "./nightServices";
import { giveAccountsTo, type PersonalServices } from "./personalServices";
import { provideServices, type Services } from "./services";
import { createTriggerServices } from "./triggerServices";

export function createServices(config: Config): Services {
  const foundation = createFoundation(config);
  const { log, meter, storage, people, limits, noteFor, nodeWork, reporting, standing } = foundation;
  const { workflows, assets, cache, settings } = storage;
  const { tools } = foundation;
  const everybody = createEverybody(foundation);
  const runs = createRuns(foundation, everybody);
  const toServices = personalToServices(foundation, runs);
  const { triggersOf, fireSpare, ...triggerParts } = createTriggerServices({
    foundation,
    everybody,
    all: () => services,
  });
  const isProxy = createIsProxy(config.trustedProxies);
  const nobody = toServices(everybody.nobody);
  const runsOfNobody = notedRuns(runs, noteFor(undefined));
  const shared = { limits, workflows, fireSpare, ...triggerParts };
  const services: Services = {
    ...{ config, log, meter, storage, people, limits, cache, assets, settings },
    allowedHosts: allowedHosts(config),
    callerAddress: (headers) => callerAddress(headers, isProxy),
    fetch: foundation.egress.fetch,
    bodies: createBodyReader({ directory: join(config.dataDir, "uploads") }),
    rotateSecret: () => rotateSecret(storage.texts, foundation.box),
    door: createTheDoor(foundation),
    accessKeys: createAccessKeys({
      ...{ texts: storage.texts, isActive: standing?.isActive },
      reportBug: reporting("The use of an access key could not be noted."),
    }),
    pageLinks: createPageLinks({
      ...{ texts: storage.texts, port: config.port, isActive: standing?.isActive },
      reportBug: reporting("The use of a link could not be noted."),
    }),
    toldAssets: createToldAssets(),
    tools: notedTools(tools, noteFor(undefined)),
    answerStates: createAnswerStates(foundation),
    workflows: notedWorkflows(workflows, noteFor(undefined)),
    health: createHealth({ operation: storage.operation, reportBug: reporting("A look at the database met a bug.") }),
    activity: createActivity({ runs, limits, workflows }),
    previewFile: createFilePreview(assets, nodeWork),
    ...{ nodeWork, secrets: foundation.secrets, request: foundation.requests.request },
    ...nobody,
    runs: runsOfNobody,
    triggers: triggersOf(),
    nightShift: createNightShiftOf(foundation, { ...shared, ...nobody, runs: runsOfNobody }),
    ...triggerParts,
    of: (person) => {
      const note = noteFor(person.id);
      const mine = toServices(everybody.of(person.id));
      const own = createSettingsStore(personTexts(storage.texts, person.id));
      const myRuns = notedRuns(createPersonalRuns({ runs, workflows, person }), note);
      return {
        ...services,
        ...mine,
        tools: notedTools(tools, note),
        activity: createActivity({ runs, limits, workflows, seenOf: (places) => ownPlaces(places, mine.auth) }),
        workflows: notedWorkflows(workflows, note),
        runs: myRuns,
        triggers: triggersOf(person),
        nightShift: createNightShiftOf(foundation, { ...shared, ...mine, runs: myRuns }, person),
        settings: createPersonalSettings(own, notedSettings(settings, note), person),
      };
    },
    giveAccounts: (person) => giveAccountsTo(foundation, person),
    accountsOfAll: async () => {
      const active = (await people?.persons.list())?.filter(({ disabled }) => !disabled) ?? [];
      return [everybody.nobody, ...active.map(({ id, name }) => ({ ...everybody.of(id), person: { id, name } }))];
    },
  };
  return services;
}

/** A state that is gone costs no more than the reasoning of an answer. */
function createAnswerStates({ config, storage: { texts }, box }: Foundation): Services["answerStates"] {
  if (config.database === undefined) return undefined;
  const [forMs, max] = [24 * 60 * 60_000, 2000];
  return createSealedTexts({ texts, box, kind: "answer-state", forMs, max, now: Date.now });
}

/** Whose account waits and works is between it and its person. */
async function ownPlaces(places: Places[], { status, google }: Services["auth"]): Promise<Places[]> {
  if (!places.some(({ payer }) => payer.kind === "account")) return places;
  const own = new Set([...(await status()).accounts, ...(await google.status()).accounts].map(({ id }) => id));
  return places.filter(({ payer }) => payer.kind !== "account" || own.has(payer.id));
}

function createRuns(foundation: Foundation, everybody: Everybody): RunService {
  const { config, log, meter, storage, patientAssets, nodeWork, reporting, tools, requests } = foundation;
  const { journal, claims, listing, labels, workflows, assets, cache } = storage;
  return createRunService({
    ...{
      journal,
      claims,
      listing,
      labels,
      workflows,
      assets,
      patientAssets,
      nodeWork,
      tools,
      request: requests.request,
    },
    nodeAssets: createNodeAssets(patientAssets),
    maxItems: config.maxItems,
    maxActive: config.maxActiveRuns,
    cache: countLookups(cache, meter),
    touchedResults: cache.touched,
    observer: createRunObserver({ log, level: config.database === undefined ? "debug" : "info", meter }),
    reportBug: reporting("A run met a bug."),
    ...everybody.nobody.paying,
    payingFor: ({ by, through }) => {
      const own = by === undefined ? everybody.nobody : everybody.of(by);
      const terms = termsOf(through);
      return (terms === undefined ? own : own.within(terms)).paying;
    },
  });
}

/** The services that hang on who pays, with the rehearsal of runs; of one that comes through a door, within its terms. */
function personalToServices({ config, storage, nodeWork, requests, reporting }: Foundation, { prepare }: RunService) {
  const rehearsal = {
    ...{ prepare, cache: storage.cache, nodeWork, checkRequest: requests.checkRequest },
    nodeAssets: createNodeAssets(storage.assets),
    maxItems: config.maxItems,
    reportBug: reporting("A preflight met a bug."),
  };
  return ({ paying: _, rehearsing, within, ...own }: PersonalServices) => ({
    ...own,
    preflight: ((workflow, request) => {
      const spendingOf = ({ through }: RunOrigin) => {
        const terms = termsOf(through);
        return terms === undefined ? rehearsing : within(terms).rehearsing;
      };
      return preflight({ ...rehearsal, spendingOf }, workflow, request);
    }) satisfies Services["preflight"],
    callWithin: ((terms) => within(terms).callLlm) satisfies Services["callWithin"],
    modelsWithin: ((terms) => within(terms).listModels) satisfies Services["modelsWithin"],
  });
}

function createTheDoor({ config, storage, box, people }: Foundation): Door {
  const { password, port, oidc } = config;
  const { macs } = box;
  return createDoor({
    sessions: password === undefined ? undefined : createSessions({ password, port, macs, store: storage.sessions }),
    people,
    hasProvider: oidc !== undefined,
  });
}

/** Builds the services of this process, once. @throws ConfigError */
export function startServices(): Services {
  return provideServices(() => createServices(config()));
}
