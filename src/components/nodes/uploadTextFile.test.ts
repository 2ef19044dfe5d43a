import { afterEach, describe, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import type { Encoding } from "@/lib/decodeText";
import { useEncodingQuestions } from "./readTextFile";
import { isTextFile, readListFile, uploadTextFile } from "./uploadTextFile";

const asset = { asset: "0".repeat(64), mime: "text/csv", bytes: 8 };

afterEach(stopServing);

describe("a text file that is dropped", () => {
  it.each([
    ["rows.csv", "", "csv", "text/csv"],
    ["rows.TSV", "", "csv", "text/csv"],
    ["facts.json", "application/json", "json", "application/json"],
    ["evals.jsonl", "", "jsonl", "text/markdown"],
    ["evals.ndjson", "application/json", "jsonl", "text/markdown"],
    ["notes.md", "", "text", "text/markdown"],
    ["notes.txt", "text/plain", "text", "text/markdown"],
    ["unnamed", "text/csv", "csv", "text/csv"],
  ])("%s (%s) is read as %s and sent as a type that no foreign form can send", async (name, type, as, sent) => {
    const seen = serve({ "POST /api/assets": asset });
    expect(await uploadTextFile(new File(["a,b\n1,2\n"], name, { type }))).toEqual({ asset, as, fileName: name });
    expect(seen).toMatchObject([{ body: { type: sent } }]);
  });

  it("is refused without a request when it is something else", async () => {
    const seen = serve({});
    const archive = new File(["x"], "a.zip", { type: "application/zip" });
    expect(isTextFile(archive)).toBe(false);
    expect(await uploadTextFile(archive)).toBeUndefined();
    expect(seen).toEqual([]);
  });
});

describe("a text file that a list takes", () => {
  it.each([
    ["rows.csv", "csv"],
    ["facts.json", "json"],
    ["evals.jsonl", "jsonl"],
    ["notes.txt", "lines"],
  ])("%s is split as %s, and stays in the document", async (name, split) => {
    const seen = serve({});
    expect(await readListFile(new File(["a\nb"], name))).toEqual({ text: "a\nb", split });
    expect(seen).toEqual([]);
  });

  it("is refused when it would make the document too large", async () => {
    expect(await readListFile(new File(["x".repeat(500_001)], "rows.csv"))).toBeUndefined();
  });
});

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
/** "name\nZoë" in Windows-1252. */
const latin = new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0x5a, 0x6f, 0xeb]);
const utf16be = new Uint8Array([0xfe, 0xff, 0, 0x5a, 0, 0x6f, 0, 0xeb]);

/** Answers the question for an encoding as soon as it stands there. */
function answering(encoding: Encoding | undefined): () => void {
  return useEncodingQuestions.subscribe(({ questions }) => questions[0]?.answer(encoding));
}

describe("a file that does not say in which encoding it is", () => {
  it("is read as the person says, on a list and on the server", async () => {
    const stop = answering("windows-1252");
    const seen = serve({ "POST /api/assets": asset });
    expect(await readListFile(new File([latin], "people.csv"))).toEqual({ text: "name\nZoë", split: "csv" });
    expect(await uploadTextFile(new File([latin], "people.csv"))).toMatchObject({ as: "csv" });
    const [sent] = seen.map(({ body }) => body as Blob);
    expect(await sent?.text()).toBe("name\nZoë");
    stop();
  });

  it("is not taken while the person does not say", async () => {
    const stop = answering(undefined);
    const seen = serve({});
    expect(await readListFile(new File([latin], "people.csv"))).toBeUndefined();
    expect(await uploadTextFile(new File([latin], "people.csv"))).toBeUndefined();
    expect(seen).toEqual([]);
    stop();
  });

  it("is read without a question where its mark says it", async () => {
    expect(await readListFile(new File([utf16be], "people.txt"))).toEqual({ text: "Zoë", split: "lines" });
  });
});

it("a picture that is called a text is no text", async () => {
  const seen = serve({});
  expect(await readListFile(new File([png], "people.csv"))).toBeUndefined();
  expect(await uploadTextFile(new File([png], "people.csv", { type: "text/csv" }))).toBeUndefined();
  expect(seen).toEqual([]);
});
