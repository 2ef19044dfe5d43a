import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { createPatientAssets } from "./patientAssets";
import type { AssetStore } from "./ports";
import { endsByItself } from "./postgres/databaseError";
import { RUN_PATIENCE_MS, untilDone } from "./untilDone";

const patience = { patienceMs: RUN_PATIENCE_MS, outlasts: endsByItself };
const failure = (reason: string) => new AppError("storage_failed", "It could not be read.", { reason });

/** Fails as often as there are failures, then works. */
function failing(failures: Error[]): AssetStore {
  const attempt = <T>(value: T) => {
    const error = failures.shift();
    return error === undefined ? Promise.resolve(value) : Promise.reject(error);
  };
  return {
    put: (bytes, mime) => attempt({ asset: "a".repeat(64), mime, bytes: bytes.byteLength }),
    get: () => attempt(new Uint8Array([7])),
  };
}

it("waits for a database that is away", async () => {
  const away = () => [failure("ECONNREFUSED"), failure("57P01")];
  expect(await createPatientAssets(failing(away()), patience).put(new Uint8Array(3), "text/plain")).toMatchObject({
    bytes: 3,
  });
  expect(await createPatientAssets(failing(away()), patience).get("a")).toEqual(new Uint8Array([7]));
});

it("gives up in the end, and at once where waiting does not help", async () => {
  const get = (reason: string, patienceMs = patience.patienceMs) =>
    createPatientAssets(failing([failure(reason)]), { ...patience, patienceMs }).get("a");
  await expect(get("ECONNREFUSED", 0)).rejects.toMatchObject({ code: "storage_failed" });
  await expect(get("53100")).rejects.toMatchObject({ facts: { reason: "53100" } });
});

it("waits no longer when whoever waits has left", async () => {
  const leaving = new AbortController();
  let tries = 0;
  const away = async () => {
    tries++;
    leaving.abort();
    throw failure("ECONNREFUSED");
  };
  await expect(untilDone(away, { ...patience, signal: leaving.signal })).rejects.toMatchObject({ name: "AbortError" });
  await expect(untilDone(away, { ...patience, signal: leaving.signal })).rejects.toMatchObject({ name: "AbortError" });
  expect(tries).toBe(1);
});
