import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { readOrCreateFile } from "@/lib/storage/file/readOrCreateFile";
import { AppError } from "@/types/errors";

const pattern = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The id of this installation (`ext_agent_host_id`): random, the same for all accounts, kept
 * across sign-outs and restarts, and outside the data directory, so that a copy of that does not carry it along.
 * @throws AppError `storage_failed`
 */
export async function loadHostId(configDir: string): Promise<string> {
  const path = join(configDir, "host-id");
  const hostId = (await readOrCreateFile(path, () => `urn:uuid:${randomUUID()}\n`)).trim();
  if (pattern.test(hostId)) return hostId;
  throw new AppError(
    "storage_failed",
    `The host id of this installation in ${path} cannot be used. Put back the file that was there, or delete it to be known to OpenAI as a new installation.`,
    { reason: "host_id_unusable" },
  );
}
