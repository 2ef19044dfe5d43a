import { expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Value } from "@/types/run";
import { runServiceIn, runToEnd, workflowOf } from "./testRunService";

const secrets = [
  "sk-proj-abcdefghijklmnop1234",
  "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  "AIzaSyA1234567890abcdefghijklmnop",
];

it("gives a whole run with its document, and blots out whatever looks like a secret, wherever it stands", async () => {
  const runs = runServiceIn(await testDirectory(), { callLlm: answering(() => `here: ${secrets[1]}`) });
  const workflow = workflowOf(
    [node("p", "prompt", { text: `{{k}} and ${secrets[0]}` }), llm("m"), node("o", "output", { name: secrets[2] })],
    ["p.text>m.prompt", "m.text>o.value"],
  );
  const events = await runToEnd(runs, workflow, { inputs: { k: secrets[2] ?? "" } });
  const [{ id = "" } = {}] = (await runs.list()).runs;
  const exported = await runs.export(id);
  expect(exported).toMatchObject({ format: "patchbay/run", version: 1, summary: { id, status: "completed" } });
  expect(exported.events).toHaveLength(events.length);
  expect(exported.workflow).toMatchObject({ id: "w1", nodes: [{ id: "p" }, { id: "m" }, { id: "o" }] });
  for (const secret of secrets) expect(JSON.stringify(exported)).not.toContain(secret);
  await expect(runs.export("nobody")).rejects.toMatchObject({ code: "not_found" });
});

it("blots secrets out of a table too, wherever they stand in it", async () => {
  const runs = runServiceIn(await testDirectory());
  const rows = Array.from({ length: 5000 }, (_, index) => ({ id: index, note: index === 4000 ? secrets[0] : "plain" }));
  const list = node("l", "list", { text: "", split: "json", input: "rows" });
  const workflow = workflowOf([list, node("o", "output", { name: "o" })], ["l.items>o.value"]);
  await runToEnd(runs, workflow, { inputs: { rows: rows as Value } });
  const [{ id = "" } = {}] = (await runs.list()).runs;
  const exported = await runs.export(id);
  const end = exported.events.at(-1);
  const written = JSON.stringify(exported);
  expect(written).not.toContain(secrets[0]);
  expect(end).toMatchObject({ type: "run-end", outputs: { o: expect.arrayContaining([{ id: 4999, note: "plain" }]) } });
  expect(written.split("[key]")).toHaveLength(1 + 5);
});
