import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import type { Simulator } from "@/simulator/types";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, control: true });
});
afterAll(() => simulator.close());

async function call(method: string, argument: unknown, base = simulator.url) {
  const response = await fetch(`${base}/simulator/control/${method}`, {
    method: "POST",
    body: JSON.stringify(argument),
  });
  return { status: response.status, body: await response.json() };
}

describe("the control over HTTP", () => {
  test("does what the control does, and shows counters and requests", async () => {
    expect((await call("mintTokens", { person: "grace" })).body.result).toHaveProperty("refresh_token");
    await call("failNext", { path: "/v1/models", status: 502 });
    expect((await fetch(`${simulator.url}/v1/models`)).status).toBe(502);
    const counters = await (await fetch(`${simulator.url}/simulator/control/counters`)).json();
    expect(counters.tokenRequests.authorization_code).toBe(1);
    const requests = await (await fetch(`${simulator.url}/simulator/control/requests`)).json();
    expect(requests).toContainEqual(expect.objectContaining({ path: "/v1/models", status: 502 }));
  });

  test("knows no other methods", async () => {
    expect((await call("constructor", {})).status).toBe(404);
  });

  test("is not there unless it was asked for", async () => {
    const closed = await startSimulator({ port: 0 });
    expect((await call("reset", {}, closed.url)).status).toBe(404);
    await closed.close();
  });
});

describe("npm run simulator", () => {
  test("prints the settings that point Patchbay at it, and stops on SIGTERM", async () => {
    const child = spawn(process.execPath, ["--import", "./bin/register.mjs", "src/simulator/main.ts"], {
      env: { ...process.env, SIMULATOR_PORT: "0" },
    });
    let printed = "";
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes("GEMINI_API_KEY")) break;
    }
    const [, issuer = ""] = /OPENAI_AUTH_ISSUER=(\S+)/.exec(printed) ?? [];
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
    child.kill("SIGTERM");
    await once(child, "exit");
  });

  test("names the variable that is wrong", async () => {
    const child = spawn(process.execPath, ["--import", "./bin/register.mjs", "src/simulator/main.ts"], {
      env: { ...process.env, SIMULATOR_PORT: "many" },
    });
    let printed = "";
    child.stderr.on("data", (chunk) => {
      printed += chunk;
    });
    const [code] = await once(child, "close");
    expect([code, printed]).toEqual([2, expect.stringContaining("SIMULATOR_PORT")]);
  });
});
