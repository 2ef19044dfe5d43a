import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { homeIn, patchbay as runIn, type Sitting } from "./testPatchbay";

let simulator: Simulator;
let settings: Record<string, string>;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const ports = [await freePort(), await freePort()];
  const redirectUris = ports.map((port) => `http://localhost:${port}/auth/callback`);
  simulator = await startSimulator({ port: 0, redirectUris, latency: { firstTokenMs: 0, tokenMs: 0 } });
  settings = { CI: "true", OPENAI_OAUTH_CALLBACK_PORTS: ports.join(","), ...simulator.env };
});
afterAll(() => simulator.close());
beforeEach(async () => {
  env = { ...homeIn(await testDirectory()), ...settings };
});

/** Runs the command with the simulator; `onSaid` sees what it said so far and may type. */
const patchbay = (args: string[], onSaid?: Sitting["onSaid"], piped?: string) => runIn(env, args, { onSaid, piped });

/** Does something the first time a pattern is said. */
function once(pattern: RegExp, act: (match: string, type: (line: string) => void) => void) {
  let isDone = false;
  return (said: string, type: (line: string) => void) => {
    const match = pattern.exec(said)?.[1];
    if (isDone || match === undefined) return;
    isDone = true;
    act(match, type);
  };
}

const signInLink = /(http:\S+\/oauth\/authorize\S+)\s/;

describe("patchbay login", () => {
  it("waits for the browser to come back, and the account is there", async () => {
    const login = await patchbay(
      ["login", "--name", "Mine"],
      once(signInLink, async (link) => void (await fetch(await approve(link, "ada")))),
    );
    expect(login).toMatchObject({ status: 0, stdout: "Connected Mine (plus, a••@example.com).\n" });
    const { stdout } = await patchbay(["accounts"]);
    expect(stdout).toMatch(/Mine \(default\) +plus +a••@example\.com +codex +chatgpt +active/);
    expect((await patchbay(["logout", "mine"])).stdout).toBe("Disconnected Mine.\n");
    expect((await patchbay(["accounts"])).stderr).toContain("No account is connected");
  });

  it("takes a pasted address when the browser is elsewhere", async () => {
    const login = await patchbay(
      ["login", "--paste"],
      once(signInLink, async (link, type) => type(await approve(link, "grace"))),
    );
    expect(login).toMatchObject({ status: 0, stdout: expect.stringContaining("pro") });
  });

  it("shows a device code and goes on when it was approved", async () => {
    const approveCode = (userCode: string) => void simulator.control.approveDevice({ userCode, person: "ada" });
    const login = await patchbay(["login", "--device"], once(/\n {2}([A-Z0-9]+-[A-Z0-9]+)\n/, approveCode));
    expect(login).toMatchObject({ status: 0, stdout: expect.stringContaining("plus") });
  });

  it("ends with a clear word and status 1 when the person denies", async () => {
    const login = await patchbay(
      ["login"],
      once(signInLink, async (link) => void (await fetch(await approve(link, "ada", "deny")))),
    );
    expect(login).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/denied/i) });
  });

  it.each([
    ["login", "--device", "--paste"],
    ["login", "--route", "magic"],
    ["login", "--loud"],
    ["fly"],
    ["logout", "a", "b"],
  ])("ends with status 2 for %s %s %s", async (...args) =>
    expect((await patchbay(args.filter((word) => word !== undefined))).status).toBe(2),
  );
});

describe("patchbay import-codex", () => {
  it("takes over the sign-in of an auth.json and warns of sharing it", async () => {
    const { access_token, refresh_token, id_token } = await simulator.control.mintTokens({ person: "ada" });
    const path = join(String(env.HOME), "auth.json");
    const tokens = { access_token, refresh_token, id_token, account_id: "acct-ada-personal" };
    await writeFile(path, JSON.stringify({ auth_mode: "chatgpt", tokens }));
    const imported = await patchbay(["import-codex", path]);
    expect(imported).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Imported"),
      stderr: expect.stringMatching(/Codex/),
    });
    expect(imported.stdout + imported.stderr).not.toContain(refresh_token);
    const { status, stdout, stderr } = await patchbay(["models"]);
    expect(status).toBe(0);
    expect(stdout).toContain("gpt-5.5");
    expect(stdout).not.toContain("codex-auto-review");
    expect(stderr).toMatch(/\d+ not meant to be chosen left out; --hidden/);
    const hidden = (await patchbay(["models", "--hidden"])).stdout;
    expect(hidden).toMatch(/codex-auto-review.*ChatGPT does not list this model/);
  });

  it("puts together what an editor broke over lines", async () => {
    const tokens = await simulator.control.mintTokens({ person: "ada" });
    const path = join(String(env.HOME), "auth.json");
    await writeFile(path, `\ufeff${JSON.stringify({ tokens }).replace(/(.{80})/g, "$1\r\n    ")}`);
    expect(await patchbay(["import-codex", path])).toMatchObject({ status: 0 });
    expect((await patchbay(["models"])).stdout).toContain("gpt-5.5");
  });

  it("calls another program's file by its name", async () => {
    const path = join(String(env.HOME), "auth.json");
    await writeFile(path, JSON.stringify({ auth_mode: "personalAccessToken", personal_access_token: "at-made-up" }));
    const refused = await patchbay(["import-codex", path]);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("personal access token") });
    expect(refused.stderr).not.toContain("at-made-up");
  });

  it("says which file it looked for", async () => {
    expect(await patchbay(["import-codex"])).toMatchObject({ status: 2, stderr: expect.stringContaining("auth.json") });
  });
});

describe("patchbay secrets", () => {
  it("takes a value that is piped in, shows where it may go and never what it is, and removes it", async () => {
    expect((await patchbay(["secrets"])).stderr).toContain("patchbay secrets set API_KEY --origin");
    const set = ["secrets", "set", "API_KEY", "--origin", "https://api.example.com/"];
    const made = await patchbay(set, undefined, "s3cret-value\n");
    expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining("goes to https://api.example.com and") });
    const { stdout } = await patchbay(["secrets", "list", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject([{ name: "API_KEY", origins: ["https://api.example.com"] }]);
    for (const text of [made.stdout, made.stderr, stdout]) expect(text).not.toContain("s3cret");
    expect(await patchbay(["secrets", "remove", "API_KEY"])).toMatchObject({ status: 0 });
    expect((await patchbay(["secrets"])).stderr).toContain("There is no secret");
  });

  it.each([
    [["set", "API_KEY"], "--origin https://api.example.com"],
    [["set", "api", "--origin", "https://a.example"], "capital letters"],
    [["set", "A", "--origin", "http://a.example"], "--origin: an address without a path"],
    [["remove", "NONE"], "There is no secret NONE"],
  ])("says what is wrong with %j", async (args, words) => {
    expect(await patchbay(["secrets", ...args], undefined, "x\n")).toMatchObject({
      ...{ status: 2, stderr: expect.stringContaining(words) },
    });
  });
});

describe("patchbay keys", () => {
  it("prints a new key alone, shows what there is without it, and revokes by its last four", async () => {
    await patchbay(["servers", "add", "Mine", "--url", "http://127.0.0.1:1/v1"]);
    expect((await patchbay(["keys"])).stderr).toContain("patchbay keys create Laptop --scope v1");
    const made = await patchbay([
      "keys",
      "create",
      "Laptop",
      ...["--scope", "v1", "--scope", "runs"],
      ...["--account", "mine", "--expires", "30d"],
    ]);
    expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^pb_[\w-]{43}\n$/) });
    expect(made.stderr).toMatch(/^Laptop opens v1, runs until 20/);
    const { stdout } = await patchbay(["keys", "list"]);
    expect(stdout).toMatch(/Laptop +v1, runs +Mine +··.{4} +\d.*never/);
    expect(stdout).not.toContain(made.stdout.trim());
    const [{ expiresAt = "" } = {}] = JSON.parse((await patchbay(["keys", "list", "--json"])).stdout);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(30);
    const revoked = await patchbay(["keys", "revoke", made.stdout.trim().slice(-4)]);
    expect(revoked).toMatchObject({ status: 0, stderr: expect.stringContaining("Revoked Laptop") });
    expect((await patchbay(["keys"])).stderr).toContain("There is no access key");
  });

  it.each([
    [["keys", "create", "Laptop"], "--scope, one of v1, runs, mcp, hooks"],
    [["keys", "create", "Laptop", "--scope", "all"], "--scope, one of v1, runs, mcp, hooks"],
    [["keys", "create"], "keys create NAME"],
    [["keys", "create", "Laptop", "--scope", "v1", "--account", "nobody"], "No account is called nobody"],
    [["keys", "create", "Laptop", "--scope", "v1", "--expires", "soon"], "--expires wants days"],
    [["keys", "revoke", "nothing"], "No access key is called nothing"],
    [["keys", "lend"], "There is no keys lend"],
  ])("ends with status 2 for %j and says why", async (args, said) => {
    expect(await patchbay(args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(said) });
  });
});

describe("patchbay doctor", () => {
  it("finds a fresh installation sound and says what to do next", async () => {
    const { status, stdout } = await patchbay(["doctor"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Connect one: patchbay login");
  });

  it("asks upstreams through HTTPS_PROXY, as calls do", async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on("connect", ({ url = "" }, socket) => {
      tunnels.push(url);
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    Object.assign(env, { HTTPS_PROXY: `http://127.0.0.1:${port}`, OPENAI_BASE_URL: "https://openai.example.test/v1" });
    await patchbay(["doctor"]);
    Object.assign(env, { HTTPS_PROXY: "", ...simulator.env });
    await new Promise((resolve) => proxy.close(resolve));
    expect(tunnels).toEqual(["openai.example.test:443"]);
  });

  it("fails for an upstream that cannot be reached and an account that needs a sign-in", async () => {
    await patchbay(
      ["login"],
      once(signInLink, async (link) => void (await fetch(await approve(link, "ada")))),
    );
    simulator.control.revokeTokens({ person: "ada" });
    env.OPENAI_BASE_URL = "http://127.0.0.1:9/v1";
    const { status, stdout } = await patchbay(["doctor"]);
    Object.assign(env, simulator.env);
    expect(status).toBe(1);
    expect(stdout).toContain("127.0.0.1:9 cannot be reached");
    expect(stdout).toMatch(/bad {2}Account/);
  });
});
