import { expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
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
