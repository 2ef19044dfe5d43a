import { join } from "node:path";
import { services } from "@/lib/server";
import { sweepTemporaryFiles } from "@/lib/storage/file/atomicFile";

/** What a starting server tidies and tells: files that a killed process left half-written, accounts it cannot read. */
export async function startBackgroundWork(): Promise<void> {
  const { config, log, auth } = services();
  const directories = ["", "workflows", "assets"].map((name) =>
    // The bundler would take this for files of the app and trace the whole project.
    join(/* turbopackIgnore: true */ config.dataDir, name),
  );
  await Promise.all(directories.map(sweepTemporaryFiles));
  const { problem } = await auth.status();
  if (problem !== undefined) log.warn(problem);
}
