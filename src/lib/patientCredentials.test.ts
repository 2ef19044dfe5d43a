import { expect, it } from "vitest";
import { testPayer } from "@/lib/engine/testRun";
import { RUN_PATIENCE_MS } from "@/lib/storage/untilDone";
import { AppError } from "@/types/errors";
import { createPatientCredentials } from "./patientCredentials";

const away = new AppError("storage_failed", "The database is away.");
const patience = { patienceMs: RUN_PATIENCE_MS, outlasts: (error: unknown) => error === away };

/** Fails once, then gives the value. */
function secondTime<T>(value: T, failure: AppError = away): () => Promise<T> {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries === 1) throw failure;
    return value;
  };
}

it("waits for a store that is away at each look: for the account, for its token, for a renewed one, for a share of a key", async () => {
  const find = secondTime({
    payer: testPayer,
    get: secondTime({ bearer: "b" }),
    refused: secondTime(true),
    spend: secondTime(undefined),
  });
  const source = await createPatientCredentials(find, patience)("openai-auth", "a");
  expect(source.payer).toEqual(testPayer);
  expect(await source.get()).toEqual({ bearer: "b" });
  expect(await source.refused(401)).toBe(true);
  await source.spend?.();
});

it("tells at once what waiting does not help against, and waits no longer than its caller", async () => {
  const refusal = new AppError("reauth_required", "Sign in again.");
  const source = { payer: testPayer, get: secondTime({ bearer: "b" }, refusal), refused: async () => false };
  const found = await createPatientCredentials(async () => source, patience)("openai-auth");
  await expect(found.get()).rejects.toBe(refusal);
  const leaving = AbortSignal.abort();
  const never = createPatientCredentials(() => Promise.reject(away), patience);
  await expect(never("openai-auth", undefined, leaving)).rejects.toBe(leaving.reason);
});
