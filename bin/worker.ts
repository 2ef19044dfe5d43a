import { startBackgroundWork } from "@/lib/backgroundWork";
import { services } from "@/lib/services";
import { loadEnvironment, requireDataDirectory } from "./loadEnvironment";
import { closeOnSignal } from "./terminal.mjs";

/** `npm run worker`: works on runs that servers on the same database have started, and answers nobody. */
const settings = loadEnvironment();
if (settings.database === undefined) {
  console.error("A worker shares a database with others: set DATABASE_URL (docs/teams.md).");
  process.exit(1);
}
await requireDataDirectory(settings);
await startBackgroundWork();
const { log, runs, storage, auth } = services();
// Nothing else keeps the process alive while it waits for work.
const awake = setInterval(() => {}, 60_000);
closeOnSignal(async () => {
  clearInterval(awake);
  await runs.leave();
  await auth.close();
  await storage.close();
});
log.info(`This worker takes up to ${settings.maxActiveRuns} runs at one time from ${storage.place}.`);
