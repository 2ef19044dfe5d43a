import { AppError, isAppError } from "@/types/errors";

/** What is wrong, what a person can do about it, and whether it ends by itself when the database is back. */
type Cause = readonly [what: string, next: string, passes?: true];

const AWAY = "Patchbay goes on by itself once it answers again; if it stays away, check DATABASE_URL and the server.";
const SETTING = "Check DATABASE_URL.";
const NO_ANSWER: Cause = ["the database does not answer", AWAY, true];
const LOST: Cause = ["the connection to the database was lost", AWAY, true];
/** As by a network that is gone, or a name that points elsewhere soon. */
const NO_HOST: Cause = ["nobody knows the database's host", "If it stays so, check DATABASE_URL.", true];

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), its class, or the network's code. */
const causes: Record<string, Cause> = {
  "08": LOST,
  "25006": ["the database can only be read", AWAY, true],
  "28": ["the database refused the name or the password", SETTING],
  "3D000": ["there is no database of this name", SETTING],
  "42501": ["the database user may not do this", "Give it rights on the schema, and try again."],
  "53100": ["the disk of the database is full", "Free some space there and try again."],
  "53300": ["the database takes no more connections", "Raise max_connections, or lower PATCHBAY_DATABASE_CONNECTIONS."],
  "55P03": ["somebody else held it for too long", "Try again."],
  "57014": ["the database took too long", "Try again in a moment."],
  "57P": ["the database is stopping or starting", AWAY, true],
  ECONNREFUSED: NO_ANSWER,
  ECONNRESET: LOST,
  ECONNABORTED: LOST,
  EPIPE: LOST,
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
  ETIMEDOUT: NO_ANSWER,
  EHOSTUNREACH: NO_ANSWER,
  EHOSTDOWN: NO_ANSWER,
  ENETUNREACH: NO_ANSWER,
  ENETDOWN: NO_ANSWER,
};

/** The driver has no codes of its own for these; its words are all that tells. */
const wordsOfLoss =
  /connection terminated|query read timeout|timeout exceeded when trying to connect|^timeout expired$|is not queryable/i;

/** A failure that ends when the database is back; what was asked may have been done all the same. */
export function isDatabaseAway(error: unknown): boolean {
  const reason = isAppError(error) ? storedReasonOf(error) : reasonOf(error);
  return reason !== undefined && causeOf(reason)?.[2] === true;
}

const busyReasons = new Set(["53300", "55P03", "57014"]);

/** A failure that may not come again; what was asked was not done. */
export function isDatabaseBusy(error: unknown): boolean {
  return isAppError(error) && busyReasons.has(storedReasonOf(error) ?? "");
}

/** A failure after which the same may be asked once more. */
export function endsByItself(error: unknown): boolean {
  return isDatabaseAway(error) || isDatabaseBusy(error);
}

/** Upstreams have networks too, whose failures say nothing of the database. */
function storedReasonOf({ code, facts }: AppError): string | undefined {
  return code === "storage_failed" && typeof facts.reason === "string" ? facts.reason : undefined;
}

/**
 * A failure of the database in words, as `storage_failed` with its code as the fact `reason`; anything else passes
 * through. The words hold no value, no host and no statement.
 * @param what the subject of the sentence: "The workflow"
 */
export function toDatabaseError(error: unknown, what: string): unknown {
  const reason = isAppError(error) ? undefined : reasonOf(error);
  if (reason === undefined) return error;
  const [cause, next] = causeOf(reason) ?? [`the database says ${reason}`, "Check the log of the database."];
  const message = `${what} could not be read or saved: ${cause}. ${next}`;
  return new AppError("storage_failed", message, { reason }, { cause: error });
}

function causeOf(reason: string): Cause | undefined {
  for (const key of [reason, reason.slice(0, 3), reason.slice(0, 2)]) {
    if (Object.hasOwn(causes, key)) return causes[key];
  }
  return undefined;
}

function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  // Several addresses of one host, each with its own refusal.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).find((reason) => reason !== undefined);
  return wordsOfLoss.test(error.message) ? "08006" : undefined;
}
