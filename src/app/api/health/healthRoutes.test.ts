import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { parseConfig } from "@/lib/config";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { version } from "@/lib/version";
import { healthSchema, type OperationView } from "@/types/health";
import { GET as readReady } from "./ready/route";
import { GET as readHealth } from "./route";

const answers = { status: "ok", version, uptimeSeconds: expect.any(Number) };

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

describe("what is told of the database, the queue and the workers", () => {
  const operation: OperationView = {
    database: { status: "ok", latencyMs: 1 },
    queue: { waiting: 3, running: 1, oldestWaitingSeconds: 7 },
    workers: [],
  };
  const health = async () => operation;

  async function read(headers: Record<string, string>) {
    const answer = await ask(readHealth, "/api/health", { headers });
    return [answer.status, healthSchema.parse(await answer.json())];
  }

  it("is told to whoever asks where nobody has to sign in", async () => {
    useServices(await testDirectory(), { health });
    expect(await read({})).toEqual([200, { ...answers, ...operation }]);
  });

  it("is told to callers on this computer and with a session, and to nobody else", async () => {
    const dataDir = await testDirectory();
    const config = parseConfig({ PATCHBAY_DATA_DIR: dataDir, PATCHBAY_PASSWORD: "long enough" });
    const { door } = useServices(config, { health });
    const away = { "x-patchbay-address": "10.0.0.7" };
    expect(await read(away)).toEqual([200, answers]);
    expect(await read({ ...away, cookie: `patchbay_session_${config.port}=made-up` })).toEqual([200, answers]);
    expect(await read({ "x-patchbay-address": "127.0.0.1" })).toEqual([200, { ...answers, ...operation }]);
    expect(await read({ "x-patchbay-address": "127.0.0.1", "x-forwarded-for": "10.0.0.7" })).toEqual([200, answers]);
    const cookie = (await door.enterByPassword("long enough", { address: "10.0.0.7", isSecure: false })).split(";")[0];
    expect(await read({ ...away, cookie: cookie ?? "" })).toEqual([200, { ...answers, ...operation }]);
  });

  it("is kept back soon where nobody can tell whether there is a session", async () => {
    const config = parseConfig({ PATCHBAY_DATA_DIR: await testDirectory(), PATCHBAY_PASSWORD: "long enough" });
    const { door } = useServices(config);
    useServices(config, { health, door: { ...door, find: () => new Promise(() => {}) } });
    expect(await read({ "x-patchbay-address": "10.0.0.7" })).toEqual([200, answers]);
  });
});
