import { AppError } from "@/types/errors";

/** Of a write over a version that does not stand there any more. */
export function changedMeanwhile(place: string): AppError {
  const message = `What stands in ${place} was changed by another process meanwhile, and was left as it is. Try again.`;
  return new AppError("storage_failed", message, { reason: "changed_meanwhile" });
}

/** For what stands beside a text from now on: `<name>.<label>-<time>`. */
export function asideName(name: string, label: string): string {
  return `${name}.${label}-${new Date().toISOString().replaceAll(":", "-")}`;
}
