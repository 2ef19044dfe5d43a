import { asArray, asObject, asText, isObject, type JsonObject } from "./narrow";

/** What an upstream, or whatever stands before it, says about a failure. */
export interface Said {
  /** Its names for the failure, the most telling first: codes, types, reasons. */
  names: string[];
  /** Its words for people. */
  words: string | undefined;
  /** An HTTP status that stands in the body, 400 to 599, or that one of its names stands for. */
  status: number | undefined;
  /** The object that describes the failure. */
  error: JsonObject;
}

/** Fields that hold words, or something that holds them, the most telling first. */
const wordFields = [
  "message",
  "msg",
  "error_description",
  "error",
  "errors",
  "detail",
  "details",
  "description",
  "fault",
  "faultstring",
  "title",
] as const;
const nameFields = ["code", "type", "status", "reason", "error_code", "innererror", "error", "errors", "detail"];
const statusFields = ["code", "status", "statusCode", "status_code"];
const maxDepth = 5;
/** A stream tells a failure without its status. */
const refusedRequest = "invalid_request_error";

/**
 * Reads a failure in any of the shapes that are in use: `{"error": {…}}` and `{"error": "…"}`, `{"detail": …}` of any
 * kind, `{"message": "…"}`, `{"errors": […]}`, a list around one of them, plain text. Undefined says nothing.
 */
export function readSaid(body: unknown): Said {
  const whole = Array.isArray(body) ? body[0] : body;
  const error = findError(whole);
  const names = [...findNames(error), ...findNames(whole)];
  return {
    names: [...new Set(names)],
    words: withRaw(findWords(error) ?? findWords(whole), error),
    status: findStatus(error) ?? findStatus(asObject(whole)) ?? (names.includes(refusedRequest) ? 400 : undefined),
    error,
  };
}

/** Whether a message that answers something else than was asked for describes a failure. */
export function describesFailure(message: unknown): boolean {
  if (!isObject(message)) return false;
  const { error, errors, success, object } = message;
  if (isTold(error) || isTold(errors) || success === false || object === "error") return true;
  return ["message", "msg", "detail", "fault"].some((field) => isTold(message[field]));
}

function isTold(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== "";
}

function findError(whole: unknown): JsonObject {
  const { error, errors, detail, fault } = asObject(whole);
  const inner = [error, asArray(errors)[0], detail, asArray(detail)[0], fault].find(isObject);
  if (inner === undefined) return asObject(whole);
  // `{"detail": {"error": {…}}}`
  return isObject(inner.error) ? inner.error : inner;
}

function findWords(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (depth > maxDepth) return undefined;
  if (Array.isArray(value)) return findWords(value[0], depth + 1);
  if (!isObject(value)) return undefined;
  for (const field of wordFields) {
    const words = findWords(value[field], depth + 1);
    if (words !== undefined) return words;
  }
  return undefined;
}

/** A gateway's own sentence, such as "Provider returned error", says less than what it was told. */
function withRaw(words: string | undefined, error: JsonObject): string | undefined {
  const raw = asText(asObject(error.metadata).raw);
  return raw === undefined ? words : [words, raw].filter((text) => text !== undefined).join(": ");
}

function findNames(value: unknown, depth = 0): string[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return findNames(value[0], depth + 1);
  if (!isObject(value)) return [];
  return nameFields.flatMap((field) => {
    const found = value[field];
    if (typeof found === "string") return /^[\w.-]{1,100}$/.test(found) && !/^\d+$/.test(found) ? [found] : [];
    return findNames(found, depth + 1);
  });
}

function findStatus(error: JsonObject): number | undefined {
  const values = statusFields.map((field) => {
    const value = error[field];
    return typeof value === "string" && /^\d{3}$/.test(value) ? Number(value) : value;
  });
  return values.find((value): value is number => typeof value === "number" && value >= 400 && value < 600);
}
