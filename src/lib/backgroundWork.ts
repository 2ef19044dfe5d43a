import { join } from "node:path";
import type { RenewalRound } from "@/lib/auth/tokens/refreshScheduler";
import { outliveReaders } from "@/lib/closedPipes";
import type { Log } from "@/lib/log";
import { nightRoundsOf } from "@/lib/nightServices";
import { oneAtATime } from "@/lib/oneAtATime";
import { keepHouse } from "@/lib/runs/housekeeping";
import { startServices } from "@/lib/server";
import type { OwnAccounts, Services } from "@/lib/services";
import { sweepTemporaryFiles } from "@/lib/storage/file/atomicFile";

const RENEWAL_INTERVAL_MS = 5 * 60_000;
/** How often runs that another process parked are looked for, in milliseconds. */
const PARKED_INTERVAL_MS = 60_000;
/** How often runs are looked for whose worker is gone, in milliseconds. */
const ABANDONED_INTERVAL_MS = 3000;
/** How often the night shift looks what is due, in milliseconds. */
const NIGHT_INTERVAL_MS = 60_000;
/** How often schedules are looked at, and runs whose end is to be told, in milliseconds. */
const TRIGGERS_INTERVAL_MS = 1000;
const HOUSEKEEPING_INTERVAL_MS = 3_600_000;
/** On files it reads every journal, so once a day, in milliseconds. */
const ASSET_SWEEP_INTERVAL_MS = 86_400_000;

/**
 * What a server does beside answering: tidies after a killed process, goes on with sign-ins and with the runs that its
 * predecessor left, renews accounts.
 */
export async function startBackgroundWork(): Promise<void> {
  outliveReaders([process.stdout, process.stderr]);
  const services = startServices();
  const { config, log, auth, storage } = services;
  await storage.prepare();
  await storage.tidy();
  if (config.maxActiveRuns !== undefined && config.maxActiveRuns > 0) storage.operation?.announce(config.maxActiveRuns);
  await sweepTemporaryFiles(join(/* turbopackIgnore: true */ config.dataDir, "uploads"));
  const { problem } = await auth.status();
  if (problem !== undefined) log.error(problem);
  void resumeSignIns(services);
  void renewAccounts(services);
  setInterval(() => void renewAccounts(services), RENEWAL_INTERVAL_MS).unref();
  workOnRuns(services);
  workAtNight(services);
  workOnTriggers(services);
  // Its library is loaded only where somebody reads.
  if (config.metrics !== undefined) {
    const { startMetrics } = await import("@/lib/metrics/startMetrics");
    await startMetrics(services, config.metrics);
  }
}

async function resumeSignIns(services: ForAll): Promise<void> {
  await forAll(services, "Sign-ins that were waiting cannot go on.", ({ auth }) => auth.resume());
}

/** One round; nothing that goes wrong in it ends the rounds to come. */
async function renewAccounts(services: ForAll): Promise<void> {
  await forAll(services, "Accounts cannot be renewed.", async ({ auth }) =>
    report(await auth.renewDue(), services.log),
  );
}

type ForAll = Pick<Services, "accountsOfAll" | "log">;

/** Everybody gets their turn at once: who fails or is slow holds up nobody. Never throws. */
async function forAll(
  { accountsOfAll, log }: ForAll,
  failure: string,
  work: (accounts: OwnAccounts) => Promise<void>,
): Promise<void> {
  try {
    const tell =
      ({ person }: OwnAccounts) =>
      (error: unknown) =>
        log.error(failure, error, { person: person?.name });
    await Promise.all((await accountsOfAll()).map((accounts) => work(accounts).catch(tell(accounts))));
  } catch (error) {
    log.error(failure, error);
  }
}

function report({ due, renewed, failed }: RenewalRound, log: Log): void {
  if (due === 0) return;
  const line = `Renewed ${renewed} of ${due} sign-ins that end soon.`;
  if (failed.length === 0) log.info(line);
  else log.warn(line, { failed });
}

/** A round that takes longer than a minute lets the next ones go. */
function workAtNight(services: Services): void {
  const round = oneAtATime(nightRoundsOf(services));
  const work = () => {
    round().catch((error: unknown) => services.log.error("The night shift could not be looked at.", error));
  };
  work();
  setInterval(work, NIGHT_INTERVAL_MS).unref();
}

/** None of this holds up the start, and none of it ends the server. */
function workOnRuns({ storage, people, runs, cache, settings, workflows, log }: Services): void {
  const trying = (what: string, work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => log.error(what, error));
  };
  trying("Runs could not be taken up.", runs.recovery.afterStart)();
  setInterval(trying("Parked runs could not be read.", runs.recovery.lookForParked), PARKED_INTERVAL_MS).unref();
  const takeUp = tryingOften(log, "Runs of other workers could not be taken up.", runs.recovery.lookForAbandoned);
  setInterval(takeUp, ABANDONED_INTERVAL_MS).unref();
  storage.claims.onHandedOver(() => void takeUp());
  const clean = trying("Old runs and results could not be removed.", () =>
    keepHouse({ runs, cache, settings, people }),
  );
  const thin = trying("Old versions and deleted workflows could not be removed.", () => sweepDocuments(workflows));
  for (const work of [clean, thin]) {
    work();
    setInterval(work, HOUSEKEEPING_INTERVAL_MS).unref();
  }
  const sweep = trying("Files that nothing names could not be removed.", () => storage.sweepAssets());
  sweep();
  setInterval(sweep, ASSET_SWEEP_INTERVAL_MS).unref();
}

/** Told once until it works again: it is tried every few seconds. */
function tryingOften(log: Log, what: string, work: () => Promise<unknown>): () => Promise<void> {
  let isTold = false;
  return async () => {
    try {
      await work();
      isTold = false;
    } catch (error) {
      if (!isTold) log.error(what, error);
      isTold = true;
    }
  };
}

function workOnTriggers({ scheduler, notices, log }: Services): void {
  for (const work of [
    tryingOften(log, "Some schedules could not be seen to.", scheduler.tick),
    tryingOften(log, "The ends of some runs could not be told.", notices.tick),
  ]) {
    setInterval(work, TRIGGERS_INTERVAL_MS).unref();
  }
}

async function sweepDocuments({ versions, bin }: Services["workflows"]): Promise<void> {
  await versions.sweep();
  await bin.sweep();
}
