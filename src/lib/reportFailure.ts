import type { Log } from "@/lib/log";
import { orUntoldStorageError } from "@/lib/storage/file/storageError";
import { type ErrorBody, isAppError, toErrorBody } from "@/types/errors";

/** A failure as its JSON; a bug is logged once, and the person gets the id to find it by. */
export function reportFailure(error: unknown, requestId: string, log: Pick<Log, "error">): ErrorBody {
  if (!isAppError(error)) log.error("A route failed.", error, { requestId });
  return toErrorBody(orUntoldStorageError(error), requestId);
}
