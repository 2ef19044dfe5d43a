import { spawn } from "node:child_process";
import { open, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { type Simulator, startSimulator } from "@/simulator/simulator";

let simulator: Simulator;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const ports = [await freePort(), await freePort()];
  const redirectUris = ports.map((port) => `http://localhost:${port}/auth/callback`);
  simulator = await startSimulator({ port: 0, redirectUris, latency: { firstTokenMs: 0, tokenMs: 0 } });
  env = {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    CI: "true",
    OPENAI_OAUTH_CALLBACK_PORTS: ports.join(","),
    ...simulator.env,
  };
});
afterAll(() => simulator.close());
beforeEach(async () => {
  const directory = await testDirectory();
  Object.assign(env, { HOME: directory, PATCHBAY_DATA_DIR: join(directory, "data"), XDG_CONFIG_HOME: directory });
});

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command as a person would; `onSaid` sees what it said so far and may type. */
function patchbay(
  args: string[],
  onSaid: (said: string, type: (line: string) => void) => void = () => {},
  piped?: string,
): Promise<Ended> {
  const child = spawn(process.execPath, ["bin/patchbay.mjs", ...args], { env });
  if (piped !== undefined) child.stdin.end(piped);
  const ended: Ended = { status: null, stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    ended.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    ended.stderr += chunk;
    onSaid(ended.stderr, (line) => child.stdin.write(`${line}\n`));
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ ...ended, status })));
}

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

describe("patchbay run", () => {
  it("tells wrong input apart from a run that failed", async () => {
    expect(await patchbay(["run", "nobody-knows"])).toMatchObject({ status: 2, stdout: "" });
    expect(await patchbay(["run", "nowhere.json"])).toMatchObject({ status: 2, stdout: "" });
  });

  it("reads an input file in the encoding it has, and asks for it where the file does not say", async () => {
    const workflow = {
      ...{ format: "patchbay/workflow", version: 1, name: "Rows", layout: { nodes: {}, groups: [] } },
      nodes: [
        { id: "l", type: "list", data: { text: "", split: "lines", input: "rows" } },
        { id: "o", type: "output", data: { name: "o" } },
      ],
      edges: [{ id: "e", source: { node: "l", port: "items" }, target: { node: "o", port: "value" } }],
    };
    const inHome = (name: string) => join(String(env.HOME), name);
    await writeFile(inHome("rows.json"), Buffer.from(`\ufeff${JSON.stringify(workflow)}`, "utf16le"));
    await writeFile(inHome("latin.txt"), Buffer.from("Zoë", "latin1"));
    const run = ["run", inHome("rows.json"), "--input", `rows=@${inHome("latin.txt")}`];
    const read = { status: 0, stdout: expect.stringContaining("Zoë") };
    expect(await patchbay(run)).toMatchObject({ status: 2, stderr: expect.stringMatching(/--encoding.*windows-1252/) });
    expect(await patchbay([...run, "--encoding", "windows-1252"])).toMatchObject(read);
    expect(await patchbay([...run, "--encoding", "klingon"])).toMatchObject({ status: 2, stdout: "" });
  });

  it("runs each row of a table, with lines of JSON for a program and files for a person", async () => {
    const inHome = (name: string) => join(String(env.HOME), name);
    const workflow = {
      ...{ format: "patchbay/workflow", version: 1, name: "Rows", layout: { nodes: {}, groups: [] } },
      nodes: [
        { id: "p", type: "prompt", data: { text: "Hello {{name}}" } },
        { id: "o", type: "output", data: { name: "greeting", format: "text" } },
      ],
      edges: [{ id: "e", source: { node: "p", port: "text" }, target: { node: "o", port: "value" } }],
    };
    await writeFile(inHome("hello.json"), JSON.stringify(workflow));
    await writeFile(inHome("rows.csv"), "name\nAda\nGrace\n");
    const run = ["run", inHome("hello.json"), "--each", inHome("rows.csv"), "--out", inHome("out")];
    const { status, stdout, stderr } = await patchbay(run);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("2 rows: 2 completed.\n") });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).outputs.greeting).sort()).toEqual(["Hello Ada", "Hello Grace"]);
    expect(await readFile(inHome("out/2-Grace.txt"), "utf8")).toBe("Hello Grace");
    expect((await patchbay([...run, "--parallel", "2"])).stderr).toMatch(/^All rows are done already/);
    expect(await patchbay(["run", inHome("hello.json"), "--out", inHome("out")])).toMatchObject({
      status: 2,
      stdout: "",
    });
  });

  const slowFor = (seconds: number) => ({
    ...{ format: "patchbay/workflow", version: 1, name: "Slow", layout: { nodes: {}, groups: [] } },
    nodes: [
      { id: "p", type: "prompt", data: { text: `[slow:${seconds}] hello` } },
      { id: "m", type: "llmGenerate", data: { provider: "openai", model: "gpt-5.5" } },
    ],
    edges: [{ id: "e", source: { node: "p", port: "text" }, target: { node: "m", port: "prompt" } }],
  });

  /** Runs the slow workflow with streams that nobody reads: their pipes are closed before anything is written. */
  async function runUnread(...unread: ("stdout" | "stderr")[]): Promise<Ended> {
    const path = join(String(env.HOME), "slow.json");
    await writeFile(path, JSON.stringify(slowFor(1)));
    const options = { env: { ...env, OPENAI_API_KEY: "sk-for-the-simulator" } };
    const child = spawn(process.execPath, ["bin/patchbay.mjs", "run", path, "--json"], options);
    for (const name of unread) child[name].destroy();
    const ended: Ended = { status: null, stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk) => {
        ended[name] += chunk;
      });
    }
    return new Promise((resolve) => child.on("close", (status) => resolve({ ...ended, status })));
  }

  it("goes on to its end when nobody reads the progress any more", async () => {
    const { status, stdout } = await runUnread("stderr");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "completed", calls: 1 });
  });

  it("tells of no fault when nobody reads the result any more", async () => {
    const { status, stderr } = await runUnread("stdout");
    expect(stderr).toMatch(/Completed\.\n$/);
    expect(status).toBe(0);
    expect(await runUnread("stdout", "stderr")).toMatchObject({ status: 0 });
  });

  it.skipIf(process.platform !== "linux")("says that its result could not be written, and fails", async () => {
    const full = await open("/dev/full", "w");
    const child = spawn(process.execPath, ["bin/patchbay.mjs", "help"], { env, stdio: ["ignore", full.fd, "pipe"] });
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const status = await new Promise((resolve) => child.on("close", resolve));
    await full.close();
    expect({ status, stderr }).toEqual({ status: 1, stderr: "The output could not be written: ENOSPC.\n" });
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "gives the run up when %s reaches the whole group, as a terminal sends it",
    async (signal) => {
      const path = join(String(env.HOME), "slow.json");
      await writeFile(path, JSON.stringify(slowFor(30)));
      const options = { env: { ...env, OPENAI_API_KEY: "sk-for-the-simulator" }, detached: true };
      const child = spawn(process.execPath, ["bin/patchbay.mjs", "run", path], options);
      let said = "";
      child.stderr.on("data", (chunk) => {
        if (!said.includes("✓ p") && `${said}${chunk}`.includes("✓ p")) process.kill(-Number(child.pid), signal);
        said += chunk;
      });
      const status = await new Promise((resolve) => child.on("close", resolve));
      expect(said).toContain("Cancelled.");
      expect(status).toBe(1);
    },
  );
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
