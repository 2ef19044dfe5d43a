import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { GET as readReady } from "./ready/route";

it("a server is ready while it can read and write what it keeps, and says no reason when it cannot", async () => {
  const dataDir = join(await testDirectory(), "data");
  useServices(dataDir);
  const ready = await ask(readReady, "/api/health/ready");
  expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);

  await rm(dataDir, { recursive: true });
  await writeFile(dataDir, "");
  const away = await ask(readReady, "/api/health/ready");
  expect([away.status, await away.json()]).toEqual([503, { status: "not_ready" }]);
});
