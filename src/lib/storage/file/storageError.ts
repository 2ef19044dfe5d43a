import { AppError, isAppError } from "@/types/errors";

const words: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "Patchbay may not write there",
  EPERM: "Patchbay may not write there",
  EROFS: "the disk is read-only",
  EMFILE: "too many files are open",
};

export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** A failure of the file system in words; what was saved before stays. Anything else passes through. */
export function toStorageError(error: unknown, what: string): unknown {
  const code = isAppError(error) ? undefined : codeOf(error);
  if (code === undefined) return error;
  const reason = words[code] ?? code;
  return new AppError(
    "storage_failed",
    `${what} could not be saved: ${reason}. Nothing was lost; try again.`,
    {},
    { cause: error },
  );
}
