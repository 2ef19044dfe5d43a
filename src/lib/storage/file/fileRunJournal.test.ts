import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunEventBody } from "@/types/run";
import { createFileRunDigests } from "./fileRunDigests";
import { createFileRunJournal } from "./fileRunJournal";
import { testDirectory } from "./testDirectory";

const delta = (text: string): RunEventBody => ({ type: "node-delta", node: "n", text });
const end: RunEventBody = { type: "run-end", status: "completed", outputs: {} };
const at = () => new Date("2026-11-21T12:00:00Z");

describe("the file run journal", () => {
  it("leaves out a torn last line on reading, and cuts it off before it writes on", async () => {
    const directory = await testDirectory();
    await createFileRunJournal(directory).append("r", [delta("a")]);
    const file = join(directory, "r", "events.jsonl");
    await appendFile(file, '{"seq":2,"type":"node-del');
    const reopened = createFileRunJournal(directory);
    expect((await reopened.read("r")).map(({ seq }) => seq)).toEqual([1]);
    await reopened.append("r", [delta("b"), end]);
    expect((await reopened.read("r")).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await readFile(file, "utf8")).not.toContain("node-del\n");
  });

  it("writes nothing into a journal it cannot read, so that no seq is given twice", async () => {
    const directory = await testDirectory();
    await createFileRunJournal(directory).append("r", [delta("a"), delta("b")]);
    const file = join(directory, "r", "events.jsonl");
    const damaged = (await readFile(file, "utf8")).replace('"seq":1', "seq");
    await writeFile(file, damaged);
    const reopened = createFileRunJournal(directory);
    await expect(reopened.append("r", [delta("c")])).rejects.toMatchObject({ code: "storage_failed" });
    expect(await readFile(file, "utf8")).toBe(damaged);
  });

  it("reaches nothing outside its directory, whatever the id", async () => {
    const directory = await testDirectory();
    await createFileRunJournal(directory).append("elsewhere", [delta("a")]);
    const journal = createFileRunJournal(join(directory, "runs"));
    await journal.append("r", [delta("b")]);
    for (const id of ["../elsewhere", "r/../../elsewhere", "..", "", "r\0", "r/"]) {
      await expect(journal.read(id)).rejects.toMatchObject({ code: "not_found" });
      await expect(journal.append(id, [end])).rejects.toMatchObject({ code: "not_found" });
      await expect(journal.remove(id)).rejects.toMatchObject({ code: "not_found" });
    }
    await mkdir(join(directory, "runs", ".trash"));
    expect(await createFileRunDigests(join(directory, "runs")).list()).toEqual(["r"]);
  });

  it("says in words why it cannot write", async () => {
    const directory = await testDirectory();
    await writeFile(join(directory, "r"), "a file where the run's directory should be");
    const journal = createFileRunJournal(directory);
    await expect(journal.append("r", [delta("a")])).rejects.toMatchObject({ code: "storage_failed" });
  });

  it("says in words why it cannot read, and takes a file in a run's place for no run", async () => {
    const directory = await testDirectory();
    await mkdir(join(directory, "r", "events.jsonl"), { recursive: true });
    await writeFile(join(directory, "file"), "");
    const journal = createFileRunJournal(directory);
    await expect(journal.read("r")).rejects.toMatchObject({
      code: "storage_failed",
      message: expect.stringMatching(/directory/),
    });
    await expect(journal.append("r", [end])).rejects.toMatchObject({ code: "storage_failed" });
    await expect(journal.read("file")).rejects.toMatchObject({ code: "not_found" });
    await expect(journal.size("file")).rejects.toMatchObject({ code: "not_found" });
    await expect(createFileRunJournal(join(directory, "file")).read("r")).rejects.toMatchObject({ code: "not_found" });
  });

  it("lists what it holds and removes a run whole", async () => {
    const directory = await testDirectory();
    const journal = createFileRunJournal(directory);
    await journal.append("a", [end]);
    await journal.append("b", [end]);
    await journal.remove("a");
    expect(await createFileRunDigests(directory).list()).toEqual(["b"]);
  });

  it("reads on from where a reading ended, and no further than whole lines", async () => {
    const directory = await testDirectory();
    const journal = createFileRunJournal(directory, { now: at });
    await journal.append("r", [delta("ä"), delta("b")]);
    const readFrom = async (offset: number) => {
      const seqs: number[] = [];
      let last = offset;
      for await (const { events, end } of journal.readFrom("r", offset)) {
        seqs.push(...events.map(({ seq }) => seq));
        last = end;
      }
      return { seqs, end: last };
    };
    const first = await readFrom(0);
    expect(first.seqs).toEqual([1, 2]);
    await appendFile(join(directory, "r", "events.jsonl"), '{"seq":3,"at":"now","type":"node-de');
    expect(await readFrom(first.end)).toEqual({ seqs: [], end: first.end });
    await appendFile(join(directory, "r", "events.jsonl"), 'lta","node":"n","text":"c"}\n');
    expect(await readFrom(first.end)).toEqual({ seqs: [3], end: await journal.size("r") });
    await expect(journal.readFrom("nobody", 5)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(journal.size("nobody")).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes a line that is nested without end for damage", async () => {
    const directory = await testDirectory();
    const journal = createFileRunJournal(directory);
    const nested = (levels: number) =>
      `{"seq":9,"at":"now","type":"x","v":${"[".repeat(levels)}${"]".repeat(levels)}}\n`;
    await journal.append("r", [delta("a".repeat(5000))]);
    await appendFile(join(directory, "r", "events.jsonl"), nested(900));
    expect(await journal.read("r")).toHaveLength(2);
    await appendFile(join(directory, "r", "events.jsonl"), nested(100_000));
    await expect(journal.read("r")).rejects.toMatchObject({ code: "storage_failed" });
  });

  it.each(["null", "5", "[]", "{}", '{"seq":1,"at":"now"}', '{"seq":"1","at":"now","type":"notice"}'])(
    "takes a line that is JSON and no event for damage: %s",
    async (line) => {
      const directory = await testDirectory();
      const journal = createFileRunJournal(directory);
      await journal.append("r", [delta("a")]);
      await appendFile(join(directory, "r", "events.jsonl"), `${line}\n`);
      await expect(journal.read("r")).rejects.toMatchObject({ code: "storage_failed" });
    },
  );
});
