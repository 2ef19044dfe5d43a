import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import papa from "papaparse";
import { describe, expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { tryHoldLock } from "@/lib/storage/file/heldLock";
import { AppError } from "@/types/errors";
import { setUpRows } from "./testRows";

const csv = "name\nada\nben\ncyd\n";
const inOut = async (directory: string) =>
  (await readdir(join(directory, "out"))).filter((name) => !name.startsWith(".")).sort();
const textOf = (directory: string, path: string) => readFile(join(directory, "out", path), "utf8");
const failingFor = (name: string, error: AppError) =>
  answering((text) => {
    if (text.includes(name)) throw error;
    return text.toUpperCase();
  });

describe("patchbay run --each", () => {
  it("runs once for each row, writes a file for each and both tables, and says how it went", async () => {
    const { start, said, printed, directory, write } = await setUpRows();
    await write("rows.csv", "name\nada\n=ben\n");
    expect(await start({ each: "rows.csv", out: "out", parallel: "1" })).toBe(0);
    expect(await inOut(directory)).toEqual(["1-ada.md", "2-ben.md", "results.csv", "results.jsonl"]);
    expect(await textOf(directory, "1-ada.md")).toBe("HELLO ADA");
    const [first, second] = papa.parse<object>(await textOf(directory, "results.csv"), { header: true }).data;
    expect(first).toMatchObject({
      row: "1",
      status: "completed",
      greeting: "HELLO ADA",
      files: "1-ada.md",
      calls: "1",
    });
    expect(second).toMatchObject({ "name (2)": "'=ben", greeting: "HELLO =BEN" });
    expect(said).toEqual(["✓ 1-ada", "✓ 2-ben", "2 rows: 2 completed.", `Results: ${join("out", "results.csv")}`]);
    expect(printed).toEqual([]);
  });

  it("prints a line of JSON for each row where a program reads, or it is asked for", async () => {
    const { start, printed, write } = await setUpRows(failingFor("ben", new AppError("content_rejected", "No.")));
    await write("rows.jsonl", '{"name":"ada"}\n{"name":"ben"}');
    expect(await start({ each: "rows.jsonl" }, { isRead: false })).toBe(1);
    const lines = printed.map((line) => JSON.parse(line)).toSorted((a, b) => a.row - b.row);
    expect(lines).toMatchObject([
      { row: 1, status: "completed", outputs: { greeting: "HELLO ADA" } },
      { row: 2, status: "failed", outputs: {}, error: { code: "content_rejected", message: "No.", node: "m" } },
    ]);
    await start({ each: "rows.jsonl", json: true });
    expect(printed).toHaveLength(2);
    await start({ each: "rows.jsonl" });
    expect(printed).toEqual(["# 1-ada", "HELLO ADA"]);
  });

  it("refuses rows that cannot run before anything is spent, with their lines", async () => {
    const { start, runs, write, directory } = await setUpRows();
    for (const [text, words] of [
      ["nane\nada\n", /rows.csv, line 1: .*nane.*takes: name/],
      ["name\nada\nben,x\n", /rows.csv, line 3: .*more fields/],
    ] as const) {
      await write("rows.csv", text);
      await expect(start({ each: "rows.csv", out: "out" })).rejects.toThrow(words);
    }
    await write("rows.jsonl", '{"name":"ada"}\n\n{"name":null}\n{}');
    const refused = start({ each: "rows.jsonl", out: "out" });
    await expect(refused).rejects.toThrow(
      /^2 rows of 3 cannot run, so nothing was started\.\n {2}rows.jsonl, line 3: .*name is missing.*\n.*line 4: /,
    );
    expect((await runs.list()).runs).toEqual([]);
    expect(await readdir(directory)).not.toContain("out");
  });

  it("refuses options that do not fit", async () => {
    const { start, write } = await setUpRows();
    await write("rows.csv", csv);
    for (const [options, words] of [
      [{ out: "out" }, /--out goes with --each/],
      [{ each: "rows.csv", parallel: "0" }, /--parallel wants/],
      [{ each: "rows.csv", input: ["name=x"] }, /name is given by --input and by --each/],
      [{ each: "rows.csv", "each-input": "name" }, /--each-input goes with a folder/],
      [{ each: "w.json" }, /ends with .csv/],
      [{ each: "none.csv" }, /none.csv cannot be read/],
      [{ each: "rows.csv", out: "." }, /other things in it/],
      [{ each: "rows.csv", out: "rows.csv" }, /rows.csv is no folder. Name an empty folder, or a new one/],
    ] as const) {
      const given = { ...options } as Parameters<typeof start>[0];
      await expect(start(given)).rejects.toMatchObject({
        code: "invalid_request",
        message: expect.stringMatching(words),
      });
    }
  });

  it("gives what --input names to all, and an empty cell as an empty text", async () => {
    const texts = workflowOf(
      [node("p", "prompt", { text: "{{name}}|{{tone}}|{{end}}" }), node("o", "output", { format: "text", name: "t" })],
      ["p.text>o.value"],
    );
    const { start, directory, write } = await setUpRows(undefined, texts);
    await write("rows.csv", "name,tone\nada,\n");
    expect(await start({ each: "rows.csv", out: "out", input: ["end=!"] })).toBe(0);
    expect(await textOf(directory, "1-ada.txt")).toBe("ada||!");
  });

  it("works on as many rows at one time as it is told", async () => {
    let [working, most] = [0, 0];
    let met = Promise.withResolvers<void>();
    const { start, write } = await setUpRows(async function* (call, signal) {
      most = Math.max(most, ++working);
      if (working === 2) met.resolve();
      try {
        // None ends before two have been at work together.
        await met.promise;
        yield* answering((text) => text)(call, signal);
      } finally {
        working--;
      }
    });
    await write("rows.csv", `name\n${Array.from({ length: 9 }, (_, n) => `n${n}`).join("\n")}\n`);
    await start({ each: "rows.csv", parallel: "2" });
    expect(most).toBe(2);
    most = 0;
    met = Promise.withResolvers();
    met.resolve();
    await start({ each: "rows.csv", parallel: "1", "no-cache": true });
    expect(most).toBe(1);
  });

  it("gives each file of a folder to the one input for it, and writes results under its name", async () => {
    const workflow = workflowOf(
      [
        node("i", "imageInput", { input: "photo" }),
        node("p", "prompt", { text: "about {{tone}}" }),
        node("o", "output", { format: "auto", name: "copy" }),
        node("q", "output", { format: "text", name: "words" }),
      ],
      ["i.image>o.value", "p.text>q.value"],
    );
    const { start, directory, write } = await setUpRows(undefined, workflow);
    await mkdir(join(directory, "in"));
    const picture = Buffer.from("\x89PNG\r\n\x1a\n12345678", "latin1");
    for (const name of ["b.png", "a.png", "a.jpeg"])
      await write(join("in", name), Buffer.concat([picture, Buffer.from(name)]));
    expect(await start({ each: "in", out: "out", input: ["tone=it"] })).toBe(0);
    expect(await inOut(directory)).toEqual(["a", "a-2", "b", "results.csv", "results.jsonl"]);
    expect((await readdir(join(directory, "out", "b"))).sort()).toEqual(["copy.png", "words.txt"]);
    expect((await readFile(join(directory, "out", "b", "copy.png"))).subarray(-5).toString()).toBe("b.png");
    await write(join("in", "c.txt"), "no picture");
    await expect(start({ each: "in", input: ["tone=it"] })).rejects.toThrow(
      /in.c\.txt: The input photo must be a picture/,
    );
  });

  it("shows one line that is drawn over at a terminal", async () => {
    const { start, said, drawn, status, write } = await setUpRows();
    await write("rows.csv", csv);
    await start({ each: "rows.csv", out: "out" }, { status });
    expect(drawn[0]).toMatch(/^\[ +\] 0\/3$/);
    expect(drawn.at(-1)).toBe("");
    expect(said.join("\n")).not.toContain("✓");
  });
});

describe("a second start with the same folder", () => {
  it("goes on with what is missing, and keeps what is done under its names", async () => {
    const world = await setUpRows(failingFor("ben", new AppError("content_rejected", "No.")));
    const { start, said, printed, directory, write } = world;
    await write("rows.csv", csv);
    expect(await start({ each: "rows.csv", out: "out" })).toBe(1);
    expect(said.join("\n")).toMatch(
      /3 rows: 2 completed, 1 failed\.\nRow +Name +State +Why\n2 +2-ben +failed +m: No\./,
    );
    expect(said.at(-2)).toContain("The same command goes on");
    let calls = 0;
    world.answer(answering((text) => `${text} again ${++calls}`));
    await write("rows.csv", "name\nada\nben\ncyd\ndan\n");
    await rm(join(directory, "out", "3-cyd.md"));
    expect(await start({ each: "rows.csv", out: "out", json: true, "no-cache": true, parallel: "1" })).toBe(0);
    expect(said[0]).toBe("1 of 4 rows are done already and stay as they are.");
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { row: 1, earlier: true, outputs: { greeting: "HELLO ADA" }, files: { greeting: ["1-ada.md"] } },
      ...[{ row: 2 }, { row: 3 }, { row: 4 }],
    ]);
    expect(printed[0]).not.toContain('"key":');
    expect(await textOf(directory, "1-ada.md")).toBe("HELLO ADA");
    expect(await textOf(directory, "3-cyd.md")).toBe("hello cyd again 2");
    const lines = (await textOf(directory, "results.jsonl")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).row)).toEqual([1, 2, 3, 4]);
    expect(await start({ each: "rows.csv", out: "out" })).toBe(0);
    expect(said[0]).toMatch(/^All rows are done already/);
    expect(calls).toBe(3);
  });

  it("runs rows again whose inputs or workflow have changed, and takes away what they had before", async () => {
    const { start, said, directory, write, writeWorkflow } = await setUpRows();
    const prompt = node("p", "prompt", { text: "hello {{name}}" });
    const outputs = [
      node("o", "output", { format: "auto", name: "a" }),
      node("q", "output", { format: "auto", name: "b" }),
    ];
    await writeWorkflow(workflowOf([prompt, ...outputs], ["p.text>o.value", "p.text>q.value"]));
    await write("rows.csv", csv);
    await start({ each: "rows.csv", out: "out" });
    expect(await readdir(join(directory, "out", "1-ada"))).toEqual(["a.md", "b.md"]);
    await writeWorkflow(workflowOf([prompt, llm("m"), ...outputs.slice(1)], ["p.text>m.prompt", "m.text>q.value"]));
    await start({ each: "rows.csv", out: "out" });
    expect(said.join("\n")).not.toContain("done already");
    expect(await inOut(directory)).toEqual(["1-ada.md", "2-ben.md", "3-cyd.md", "results.csv", "results.jsonl"]);
    expect(await textOf(directory, "1-ada.md")).toBe("HELLO ADA");
  });

  it("waits for no other process that writes there, but says so", async () => {
    const { start, directory, write, runs } = await setUpRows();
    await write("rows.csv", csv);
    const held = await tryHoldLock(join(directory, "out", ".patchbay-lock"));
    await expect(start({ each: "rows.csv", out: "out" })).rejects.toMatchObject({ code: "conflict" });
    held?.release();
    expect((await runs.list()).runs).toEqual([]);
    expect(await start({ each: "rows.csv", out: "out" })).toBe(0);
  });

  it("finds its rows again where others have come before them", async () => {
    const { start, said, directory, write } = await setUpRows();
    await write("rows.csv", csv);
    await start({ each: "rows.csv", out: "out" });
    await write("rows.csv", "name\nabe\nada\nben\ncyd\n");
    await start({ each: "rows.csv", out: "out" });
    expect(said[0]).toBe("3 of 4 rows are done already and stay as they are.");
    expect(await inOut(directory)).toEqual([
      ...["1-abe.md", "1-ada.md", "2-ben.md", "3-cyd.md", "results.csv", "results.jsonl"],
    ]);
  });

  it("begins no further row when a limit parks one, and goes on with its run later", async () => {
    const limit = new AppError("usage_limit_reached", "Used up.", { resetsAt: "2099-01-01T00:00:00Z" });
    const world = await setUpRows(failingFor("ada", limit));
    const { start, said, runs, write } = world;
    await write("rows.csv", csv);
    expect(await start({ each: "rows.csv", out: "out", parallel: "1" })).toBe(4);
    expect(said[0]).toBe("– 1-ada: parked");
    expect(said.join("\n")).toMatch(/3 rows: 0 completed, 1 parked, 2 not started\.\n.*\n.*until 2099-01-01T00:00:00Z/);
    world.answer(answering((text) => text));
    expect(await start({ each: "rows.csv", out: "out", parallel: "1" })).toBe(0);
    expect((await runs.list()).runs).toHaveLength(3);
  });

  it("counts no row that waits for a person among those that failed", async () => {
    const review = node("r", "review", { question: "Good?", mode: "approve" });
    const asks = workflowOf(
      [node("p", "prompt", { text: "hello {{name}}" }), review, node("o", "output", { name: "greeting" })],
      ["p.text>r.value", "r.approved>o.value"],
    );
    const { start, said, drawn, status, write } = await setUpRows(undefined, asks);
    await write("rows.csv", csv);
    expect(await start({ each: "rows.csv" })).toBe(5);
    expect(said.slice(0, 3)).toContain("– 1-ada: waiting for an answer");
    await start({ each: "rows.csv", parallel: "1" }, { status });
    expect(drawn.join("\n")).not.toContain("failed");
  });

  it("begins no further row when nothing is left to pay with", async () => {
    const { start, said, write } = await setUpRows(
      failingFor("ada", new AppError("usage_limit_reached", "No credit.")),
    );
    await write("rows.csv", csv);
    expect(await start({ each: "rows.csv", parallel: "1" })).toBe(1);
    expect(said.join("\n")).toMatch(/3 rows: 0 completed, 1 failed, 2 not started\./);
  });

  it("begins no further row when somebody has to sign in", async () => {
    const { start, said, runs, write } = await setUpRows(failingFor("ada", new AppError("auth_required", "Sign in.")));
    await write("rows.csv", csv);
    expect(await start({ each: "rows.csv", parallel: "1" })).toBe(3);
    expect(said.at(-1)).toMatch(/patchbay login/);
    expect((await runs.list()).runs).toHaveLength(1);
  });

  it("is there after Ctrl-C, which stops what is at work", async () => {
    const world = await setUpRows(async function* (call, signal) {
      if (JSON.stringify(call.messages).includes("ada")) {
        yield* answering((text) => text)(call, signal);
        return;
      }
      world.interrupt();
      yield { type: "text-delta", text: "half" };
      signal.throwIfAborted();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    const { start, said, runs, directory, write } = world;
    await write("rows.csv", csv);
    expect(await start({ each: "rows.csv", out: "out", parallel: "1" })).toBe(1);
    expect(said.join("\n")).toMatch(/3 rows: 1 completed, 1 stopped, 1 not started\./);
    expect((await runs.list()).runs.map(({ status }) => status).sort()).toEqual(["cancelled", "completed"]);
    expect(await textOf(directory, "results.csv")).toMatch(/\r\n3,3-cyd,not started,cyd/);
    world.answer(answering((text) => text));
    expect(await start({ each: "rows.csv", out: "out" })).toBe(0);
    expect(said[0]).toMatch(/^1 of 3 rows are done/);
  });
});
