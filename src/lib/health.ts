import type { Operation } from "@/lib/storage/storage";
import { isAppError } from "@/types/errors";
import type { OperationView } from "@/types/health";
import { inTime } from "./pause";

export interface HealthOptions {
  /** Absent where everything is in files of this process. */
  operation?: Pick<Operation, "look">;
  reportBug: (error: unknown) => unknown;
  /** A database that takes longer counts as away, in milliseconds. Default 2000. */
  timeoutMs?: number;
}

const away: OperationView = { database: { status: "away" } };

/** How the database, the queue and the workers are. Soon there, never throws; who asks meanwhile gets the same answer. */
export function createHealth({ operation, reportBug, timeoutMs = 2000 }: HealthOptions) {
  let looking: Promise<OperationView> | undefined;

  const look = ({ look: ask }: Pick<Operation, "look">): Promise<OperationView> => {
    const asked = ask().catch((error: unknown) => {
      if (!isAppError(error)) reportBug(error);
      return away;
    });
    return inTime(asked, timeoutMs, away);
  };

  return async (): Promise<Partial<OperationView>> => {
    if (operation === undefined) return {};
    looking ??= look(operation).finally(() => {
      looking = undefined;
    });
    return looking;
  };
}
