import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { createPatientAssets } from "./patientAssets";
import type { AssetStore } from "./ports";

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
  expect(await createPatientAssets(failing(away())).put(new Uint8Array(3), "text/plain")).toMatchObject({ bytes: 3 });
  expect(await createPatientAssets(failing(away())).get("a")).toEqual(new Uint8Array([7]));
});

it("gives up in the end, and at once where waiting does not help", async () => {
  const get = (reason: string, patienceMs?: number) =>
    createPatientAssets(failing([failure(reason)]), patienceMs).get("a");
  await expect(get("ECONNREFUSED", 0)).rejects.toMatchObject({ code: "storage_failed" });
  await expect(get("53100")).rejects.toMatchObject({ facts: { reason: "53100" } });
});
