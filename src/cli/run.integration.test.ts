import { spawn } from "node:child_process";
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { type Ended, homeIn, patchbay as runIn, untilEnd } from "./testPatchbay";

let simulator: Simulator;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  env = { ...homeIn(await testDirectory()), CI: "true", ...simulator.env };
});

const patchbay = (args: string[]) => runIn(env, args);

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
    return untilEnd(child);
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
    const { status, stderr } = await untilEnd(child);
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
      let isSent = false;
      const { status, stderr } = await untilEnd(child, (said) => {
        if (isSent || !said.includes("✓ p")) return;
        isSent = true;
        process.kill(-Number(child.pid), signal);
      });
      expect(stderr).toContain("Cancelled.");
      expect(status).toBe(1);
    },
  );
});
