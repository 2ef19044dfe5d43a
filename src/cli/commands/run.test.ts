import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testTerminal } from "@/cli/testTerminal";
import { answering, llm, node } from "@/lib/engine/testRun";
import { runServiceIn, workflowOf } from "@/lib/runs/testRunService";
import type { Services } from "@/lib/services";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import { run } from "./run";

const greeting = workflowOf(
  [
    node("p", "prompt", { text: "hello {{name}}" }),
    llm("m"),
    node("o", "output", { format: "auto", name: "greeting" }),
  ],
  ["p.text>m.prompt", "m.text>o.value"],
);

async function setUp(callLlm: CallLlm = answering((text) => text.toUpperCase())) {
  const directory = await testDirectory();
  const runs = runServiceIn(join(directory, "data"), { callLlm });
  const workflows = createFileWorkflowStore(join(directory, "data"));
  const printed: string[] = [];
  const said: string[] = [];
  const interrupt = new AbortController();
  const terminal = testTerminal({ printed, said, directory, signal: interrupt.signal });
  // The command touches these three alone.
  const services = { runs, workflows, assets: runs.assets } as unknown as Services;
  const command = (positionals: string[], options: Record<string, string[] | boolean> = {}) =>
    run.run({ services, terminal, positionals, options });
  await writeFile(join(directory, "greeting.json"), JSON.stringify(greeting));
  return { command, printed, said, directory, workflows, interrupt, runs };
}

describe("patchbay run", () => {
  it("runs a file, prints its output alone, and tells progress apart", async () => {
    const { command, printed, said, runs } = await setUp();
    expect(await command(["greeting.json"], { input: ["name=ada=1"] })).toBe(0);
    expect(printed).toEqual(["HELLO ADA=1"]);
    expect(said).toContain("Completed.");
    expect(said.some((line) => line.startsWith("✓ m (3 tokens"))).toBe(true);
    expect((await runs.list({ workflowId: "w1" })).runs).toHaveLength(1);
  });

  it("says where an id is found, and which is that of a workflow that is called so", async () => {
    const { command, workflows, runs } = await setUp();
    await expect(command(["nowhere"])).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringMatching(/^There is no file and no saved workflow “nowhere”\. .*workflow=/),
    });
    await workflows.create({ ...greeting, id: "w9", name: "Say hello" });
    await expect(command(["Say hello"])).rejects.toThrow("“Say hello” is the name of a workflow. Its id is w9.");
    await workflows.create({ ...greeting, id: "w8", name: "Say hello" });
    await expect(command(["Say hello"])).rejects.toThrow(
      /^“Say hello” is the name of 2 workflows\. Their ids are w\d, w\d\.$/,
    );
    expect((await runs.list()).runs).toEqual([]);
  });

  it("runs around what is off and says what it skipped for it", async () => {
    const { command, printed, said, directory } = await setUp();
    const nodes = greeting.nodes.map((each) => (each.id === "m" ? { ...each, off: "bypassed" as const } : each));
    await writeFile(join(directory, "around.json"), JSON.stringify({ ...greeting, nodes }));
    expect(await command(["around.json"], { input: ["name=ada"] })).toBe(0);
    expect(printed).toEqual(["hello ada"]);
    const muted = greeting.nodes.map((each) => (each.id === "m" ? { ...each, off: "muted" as const } : each));
    await writeFile(join(directory, "muted.json"), JSON.stringify({ ...greeting, nodes: muted }));
    expect(await command(["muted.json"], { input: ["name=ada"] })).toBe(0);
    expect(said).toEqual(expect.arrayContaining(["– m is muted and was skipped", "– o was skipped because of m"]));
  });

  it("refuses an input that nothing takes, and names those there are", async () => {
    const { command, runs } = await setUp();
    const mistyped = command(["greeting.json"], { input: ["nane=ada"] });
    await expect(mistyped).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringMatching(/nane.*takes: name/),
    });
    expect((await runs.list()).runs).toEqual([]);
  });

  it("tells what a model thought and where it looked beside the answer, and has both in the JSON", async () => {
    const sources = [
      { url: "https://a.example/", title: "A\u001b[2J", start: 0, end: 5 },
      { url: "https://a.example/", start: 6, end: 9 },
      { url: "https://b.example/" },
    ];
    const { command, printed, said, directory } = await setUp(async function* (call, signal) {
      for await (const event of answering((text) => text)(call, signal)) {
        const told = { sources, reasoning: "First I look.\nThen I say." };
        yield event.type === "end" ? { ...event, result: { ...event.result, ...told } } : event;
      }
    });
    const nodes = greeting.nodes.map((each) =>
      each.id === "m" ? llm("m", { webSearch: true, reasoningSummary: true }) : each,
    );
    await writeFile(join(directory, "search.json"), JSON.stringify({ ...greeting, nodes }));
    await command(["search.json"], { input: ["name=ada"] });
    expect(printed).toEqual(["hello ada"]);
    const end = said.findIndex((line) => line.startsWith("✓ m"));
    expect(said.slice(end - 2, end)).toEqual(["  First I look.", "  Then I say."]);
    expect(said.slice(end + 1, end + 3)).toEqual(["  [1] A[2J https://a.example/", "  [2] https://b.example/"]);
    await command(["search.json"], { input: ["name=ada"], json: true });
    expect(JSON.parse(printed[1] ?? "").answers).toEqual({ m: { sources, reasoning: "First I look.\nThen I say." } });
  });

  it("runs a saved document, from the cache unless told otherwise, and prints all as JSON", async () => {
    let calls = 0;
    const { command, printed, workflows } = await setUp(answering((text) => `${text} ${++calls}`));
    await workflows.create(greeting);
    const input = ["name=ada"];
    await command(["w1"], { input });
    await command(["w1"], { input });
    await command(["w1"], { input, "no-cache": true, json: true });
    expect(printed.slice(0, 2)).toEqual(["hello ada 1", "hello ada 1"]);
    expect(JSON.parse(printed[2] ?? "")).toMatchObject({
      status: "completed",
      outputs: { greeting: "hello ada 2" },
      calls: 1,
    });
  });

  it("takes inputs from files", async () => {
    const { command, printed, directory } = await setUp();
    await writeFile(join(directory, "name.txt"), "two\nlines");
    expect(await command(["greeting.json"], { input: ["name=@name.txt"] })).toBe(0);
    expect(printed).toEqual(["HELLO TWO\nLINES"]);
    await expect(command(["greeting.json"], { input: ["name=@nobody.txt"] })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  it("takes a text file without its byte order mark, and refuses a file that is no text", async () => {
    const { command, printed, directory } = await setUp();
    await writeFile(join(directory, "name.csv"), "\ufeffada");
    expect(await command(["greeting.json"], { input: ["name=@name.csv"] })).toBe(0);
    expect(printed).toEqual(["HELLO ADA"]);
    for (const bytes of [
      [0x25, 0x50, 0xff, 0xfe],
      [0x50, 0x4b, 0x00],
    ]) {
      await writeFile(join(directory, "name.bin"), Uint8Array.from(bytes));
      const refused = command(["greeting.json"], { input: ["name=@name.bin"] });
      await expect(refused).rejects.toMatchObject({
        code: "invalid_request",
        message: expect.stringContaining("name.bin is not text"),
      });
    }
  });

  it("refuses what it cannot run, as a misuse where the words are wrong", async () => {
    const { command, directory } = await setUp();
    await writeFile(join(directory, "broken.json"), '{"nodes":1}');
    const codes = await Promise.all(
      [[], ["nobody.json"], ["broken.json"], ["nobody"], ["greeting.json"]].map((positionals) =>
        command(positionals).catch(({ code }) => code),
      ),
    );
    expect(codes).toEqual(["invalid_request", "invalid_request", "invalid_workflow", "not_found", "invalid_request"]);
    await expect(command(["greeting.json"], { input: ["name"] })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("ends with 1 when a node failed, 3 when somebody has to sign in, 4 when a limit parks it", async () => {
    const failing = (error: AppError) =>
      answering(() => {
        throw error;
      });
    const limit = new AppError("usage_limit_reached", "Used up.", { resetsAt: "2099-01-01T00:00:00Z", window: "5 h" });
    const exits = [];
    const gone = new AppError("auth_required", "This account is gone.", { action: "choose_model" });
    const off = new AppError("plan_use_off", "The plan may not be used.");
    for (const error of [
      new AppError("content_rejected", "No."),
      new AppError("auth_required", "Sign in."),
      gone,
      off,
      limit,
    ]) {
      const { command, said } = await setUp(failing(error));
      exits.push(await command(["greeting.json"], { input: ["name=a"] }));
      expect(said.join("\n")).toContain(error === limit ? "until 2099-01-01T00:00:00Z (5 h window)" : error.message);
    }
    expect(exits).toEqual([1, 3, 3, 3, 4]);
  });

  it("stops the run on Ctrl-C", async () => {
    const { command, interrupt, runs } = await setUp(async function* (_, signal) {
      yield { type: "text-delta", text: "half" };
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        interrupt.abort();
      });
    });
    expect(await command(["greeting.json"], { input: ["name=a"] })).toBe(1);
    expect((await runs.list()).runs).toMatchObject([{ status: "cancelled" }]);
  });

  it("tells the run to its end where it cannot be stopped", async () => {
    const { command, printed, interrupt, runs } = await setUp(
      answering((text) => {
        interrupt.abort();
        return text;
      }),
    );
    runs.cancel = () => Promise.reject(new AppError("storage_failed", "The disk is full."));
    expect(await command(["greeting.json"], { input: ["name=ada"] })).toBe(0);
    expect(printed).toEqual(["hello ada"]);
  });
});
