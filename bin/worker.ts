import { startBackgroundWork } from "@/lib/backgroundWork";
import { services } from "@/lib/services";
import { isAppError } from "@/types/errors";
import { loadEnvironment, requireDataDirectory } from "./loadEnvironment";
import { closeOnSignal, leaveRuns } from "./terminal.mjs";

/** `npm run worker`: works on runs that servers on the same database have started, and answers nobody. */
const settings = loadEnvironment();
if (settings.database === undefined) {
  console.error("A worker shares a database with others: set DATABASE_URL (docs/teams.md).");
  process.exit(1);
}
if (settings.maxActiveRuns === 0) {
  console.error(
    "PATCHBAY_WORKERS=0 leaves runs to others, so that this worker would have nothing to do. Leave it out here.",
  );
  process.exit(1);
}
await requireDataDirectory(settings);
await startBackgroundWork().catch((error: unknown) => {
  if (!isAppError(error)) throw error;
  console.error(`The worker cannot start. ${error.message}`);
  process.exit(1);
});
const { log, runs, storage, auth, tools } = services();
// Nothing else keeps the process alive while it waits for work.
const awake = setInterval(() => {}, 60_000);
closeOnSignal(async () => {
  clearInterval(awake);
  await leaveRuns(runs);
  await tools.close();
  await auth.close();
  await storage.close();
});
log.info(`This worker takes up to ${settings.maxActiveRuns} runs at one time from ${storage.place}.`);
