import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { endsByItself, isDatabaseAway, toDatabaseError } from "./databaseError";

const withCode = (code: string) => Object.assign(new Error("It broke."), { code });

it.each([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "EHOSTDOWN"],
  ...["ENETUNREACH", "ENETDOWN", "ENOTFOUND", "EAI_AGAIN", "08006", "57P01", "57P03", "25006"],
])("takes %s for a database that comes back", (code) => {
  expect(isDatabaseAway(withCode(code))).toBe(true);
  expect(isDatabaseAway(toDatabaseError(withCode(code), "The run"))).toBe(true);
});

it.each(["28P01", "3D000", "42501", "53100", "23505", "57014"])("takes %s for something else", (code) => {
  expect(isDatabaseAway(toDatabaseError(withCode(code), "The run"))).toBe(false);
});

it.each([
  "timeout expired",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
])("knows what the driver says without a code: %s", (words) => {
  const error = toDatabaseError(new Error(words), "The run");
  expect(error).toMatchObject({ code: "storage_failed", facts: { reason: "08006" } });
  expect(isDatabaseAway(error)).toBe(true);
});

it("takes the network of an upstream for nothing of its own", () => {
  const error = new AppError("upstream_unavailable", "The issuer cannot be reached.", { reason: "ENOTFOUND" });
  expect(endsByItself(error)).toBe(false);
});
