import { join } from "node:path";
import { keepHouse } from "@/lib/runs/housekeeping";
import { type Services, services } from "@/lib/server";
import { sweepTemporaryFiles } from "@/lib/storage/file/atomicFile";

/** How often runs that the command line parked are looked for, and what is old is removed, in milliseconds. */
const PARKED_INTERVAL_MS = 60_000;
const HOUSEKEEPING_INTERVAL_MS = 3_600_000;

/**
 * What a starting server tidies and tells: files that a killed process left half-written, accounts it cannot read.
 * Then it takes up the runs that its predecessor left.
 */
export async function startBackgroundWork(): Promise<void> {
  const { config, log, auth } = services();
  const directories = ["", "workflows", "assets"].map((name) =>
    // The bundler would take this for files of the app and trace the whole project.
    join(/* turbopackIgnore: true */ config.dataDir, name),
  );
  await Promise.all(directories.map(sweepTemporaryFiles));
  const { problem } = await auth.status();
  if (problem !== undefined) log.warn(problem);
  workOnRuns(services());
}

/** None of this holds up the start, and none of it ends the server. */
function workOnRuns({ runs, cache, settings, log }: Services): void {
  const trying = (what: string, work: () => Promise<void>) => () => {
    work().catch((error: unknown) => log.error(what, error));
  };
  trying("Runs could not be taken up.", runs.recovery.afterStart)();
  setInterval(trying("Parked runs could not be read.", runs.recovery.lookForParked), PARKED_INTERVAL_MS).unref();
  const clean = trying("Old runs and results could not be removed.", () => keepHouse({ runs, cache, settings }));
  clean();
  setInterval(clean, HOUSEKEEPING_INTERVAL_MS).unref();
}
