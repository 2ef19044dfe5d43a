import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { connectPlan } from "@/lib/auth/testkit/connectPlan";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { parseConfig } from "@/lib/config";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";

const origin = "http://patchbay.example:3000";

/** All services of a process against simulated makers of pictures, with people who may and may not have some made. */
export function imageBench() {
  let simulator: Simulator;
  let services: Services;
  const directory = join(tmpdir(), `patchbay-images-${randomUUID()}`);
  const accounts: Record<string, string> = {};

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 5, tokenMs: 1 } });
    services = createServices(
      parseConfig({
        ...simulator.env,
        OPENAI_API_KEY: "sk-simulated",
        GEMINI_API_KEY: "simulated",
        PATCHBAY_DATA_DIR: join(directory, "data"),
        XDG_CONFIG_HOME: join(directory, "config"),
        LOG_LEVEL: "silent",
      }),
    );
    // Where routes find the services of their process.
    Reflect.set(globalThis, Symbol.for("patchbay.services"), services);
    for (const person of ["ada", "fred"]) accounts[person] = await connectPlan(services, person);
    const { url } = await services.auth.start({ route: "siwc", origin });
    accounts.siwc = (
      await services.auth.exchange({ url: await approve(url, "grace", "approve", { plan_use: "on" }) })
    ).id;
  });
  afterEach(async () => {
    simulator.control.reset();
    await services.auth.limits.clearLimit(accounts.ada ?? "");
  });
  afterAll(async () => {
    await services.auth.close();
    await simulator.close();
    await rm(directory, { recursive: true, force: true });
  });

  return {
    accounts,
    get simulator() {
      return simulator;
    },
    get services() {
      return services;
    },
    imageCalls: () => simulator.requests.filter(({ path }) => path.includes("/images/")),
  };
}
