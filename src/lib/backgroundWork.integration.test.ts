import { existsSync } from "node:fs";
import { appendFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, it, vi } from "vitest";
import { authFile, testConfig } from "@/lib/auth/testkit/testAuth";
import type { Config } from "@/lib/config";
import type { Log } from "@/lib/log";
import { createServices } from "@/lib/server";
import type { OwnAccounts, Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { startBackgroundWork } from "./backgroundWork";

const servicesKey = Symbol.for("patchbay.services");
const holder = globalThis as { [key: symbol]: unknown };

let simulator: Simulator;
let config: Config;
beforeEach(async () => {
  simulator = await startSimulator({ port: 0 });
  config = await testConfig(simulator.issuer, simulator.env);
  vi.useFakeTimers({ toFake: ["setInterval"] });
  return async () => {
    vi.useRealTimers();
    delete holder[servicesKey];
    await simulator.close();
  };
});

/** The server as it starts, with its log at hand. */
async function startServer(change: Partial<Services> = {}) {
  const lines: string[] = [];
  const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  const error = (message: string, _: unknown, { person }: { person?: string } = {}) =>
    void lines.push(["error", message, ...(person === undefined ? [] : [person])].join(" "));
  const within: Log["within"] = (_, work) => work();
  const log = { debug: () => {}, info: write("info"), warn: write("warn"), error, within };
  const services: Services = { ...createServices(config), log, ...change };
  holder[servicesKey] = services;
  await startBackgroundWork();
  return { lines, services };
}

/** An imported account whose token has so many seconds left. */
async function addAccount(accessTokenSeconds: number, person: "ada" | "grace") {
  const tokens = await simulator.control.mintTokens({ person, accessTokenSeconds });
  await createServices(config).auth.importCodex({ tokens });
}

it("renews at the start what ends soon, then every five minutes, with one line a round", async () => {
  await addAccount(60, "ada");
  await addAccount(3600, "grace");
  const { lines, services } = await startServer();
  await expect.poll(() => lines).toEqual(["info Renewed 1 of 1 sign-ins that end soon."]);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(lines).toHaveLength(1);
  await services.auth.disconnect();
  await addAccount(60, "grace");
  simulator.control.revokeTokens();
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await expect.poll(() => lines.slice(1)).toEqual(["warn Renewed 0 of 1 sign-ins that end soon."]);
});

it("gives everybody their turn, whoever's accounts throw or hang, and tells each failure once", async () => {
  const turns: string[] = [];
  const [real] = await createServices(config).accountsOfAll();
  if (real === undefined) throw new Error("Nobody has accounts.");
  const round = { due: 0, renewed: 0, failed: [] };
  const of = (name: string, work: () => Promise<void>): OwnAccounts => {
    const turn = (what: string) => {
      turns.push(`${what} ${name}`);
      return work();
    };
    const auth = { ...real.auth, resume: () => turn("resume"), renewDue: () => turn("renew").then(() => round) };
    return { ...real, auth, person: { id: name, name } };
  };
  const all = [
    of("ada", () => Promise.reject(new Error("lost"))),
    of("bob", () => new Promise(() => {})),
    of("cyd", () => Promise.resolve()),
  ];
  const { lines } = await startServer({ accountsOfAll: async () => all });
  await expect
    .poll(() => turns.toSorted())
    .toEqual(["renew ada", "renew bob", "renew cyd", "resume ada", "resume bob", "resume cyd"]);
  await expect
    .poll(() => lines.toSorted())
    .toEqual(["error Accounts cannot be renewed. ada", "error Sign-ins that were waiting cannot go on. ada"]);
});

it("goes on where it cannot be read whose accounts there are", async () => {
  const { lines } = await startServer({ accountsOfAll: () => Promise.reject(new Error("away")) });
  await expect
    .poll(() => lines.toSorted())
    .toEqual(["error Accounts cannot be renewed.", "error Sign-ins that were waiting cannot go on."]);
});

it("says at the start what is wrong with the account file, and starts all the same", async () => {
  await addAccount(3600, "ada");
  await appendFile(authFile(config), "x");
  const { lines } = await startServer();
  expect(lines).toEqual([expect.stringMatching(/^error The accounts were damaged/)]);
});

it("removes at the start the files that nothing has named for a week", async () => {
  const { assets } = createServices(config);
  const { asset } = await assets.put(Buffer.from("nobody's"), "text/plain");
  const path = join(config.dataDir, "assets", asset);
  await utimes(path, 0, 0);
  const { lines } = await startServer();
  await expect.poll(() => existsSync(path)).toBe(false);
  expect(lines).toEqual([]);
});
