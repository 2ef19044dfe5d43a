import { join } from "node:path";
import { services } from "@/lib/server";
import { sweepTemporaryFiles } from "@/lib/storage/file/atomicFile";

/** What a starting server tidies: files that a killed process left half-written. */
export async function startBackgroundWork(): Promise<void> {
  const { config, log } = services();
  const directories = ["", "workflows", "assets"].map((name) =>
    // The bundler would take this for files of the app and trace the whole project.
    join(/* turbopackIgnore: true */ config.dataDir, name),
  );
  await Promise.all(directories.map(sweepTemporaryFiles));
  log.debug("Patchbay started.", { dataDir: config.dataDir });
}
