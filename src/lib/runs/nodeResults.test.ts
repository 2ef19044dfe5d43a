import { describe, expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { listWorkflow, runServiceIn, runToEnd, workflowOf } from "./testRunService";

const asking = (text: string) =>
  workflowOf([node("p", "prompt", { text }), llm("a"), node("o", "output", { format: "auto" })], ["p.text>a.prompt"]);

async function service() {
  let calls = 0;
  return runServiceIn(await testDirectory(), { callLlm: answering((text) => `${text} ${++calls}`) });
}

describe("the results of a node", () => {
  it("are told newest first, equal ones in a row once with the run that gave them first", async () => {
    const runs = await service();
    await runToEnd(runs, asking("one"));
    const first = (await runs.list()).runs[0]?.id;
    await runToEnd(runs, asking("one"));
    await runToEnd(runs, asking("two"));
    const { results, next } = await runs.nodeResults("w1", "a", {});
    expect(results).toMatchObject([
      { preview: "two 2", chars: 5, runs: 1, isCached: false },
      { preview: "one 1", runs: 2, isCached: false, run: first },
    ]);
    expect(next).toBeUndefined();
    expect((await runs.nodeResults("other", "a", {})).results).toEqual([]);
    expect((await runs.nodeResults("w1", "nobody", {})).results).toEqual([]);
  });

  it("come page by page, without one twice or none", async () => {
    const runs = await service();
    for (const text of ["a", "b", "c", "d", "e"]) await runToEnd(runs, asking(text));
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await runs.nodeResults("w1", "a", { limit: 2, before });
      seen.push(...page.results.map(({ preview }) => preview));
      before = page.next;
    } while (before !== undefined);
    expect(seen).toEqual(["e 5", "d 4", "c 3", "b 2", "a 1"]);
  });

  it("are read in full, large ones too, and of one item", async () => {
    const runs = await service();
    const long = "x".repeat(100_000);
    await runToEnd(runs, asking(long));
    const [row] = (await runs.nodeResults("w1", "a", {})).results;
    expect(row?.preview).toHaveLength(240);
    expect((await runs.nodeResult(row?.run ?? "", "a")).output).toEqual({ text: `${long} 1` });

    await runToEnd(runs, listWorkflow(["x", "y"]));
    const [item] = (await runs.nodeResults("w1", "m", { item: 1 })).results;
    expect(item?.preview).toMatch(/^y \d$/);
    expect((await runs.nodeResult(item?.run ?? "", "m", 1)).output.text).toBe(item?.preview);
    await expect(runs.nodeResult(item?.run ?? "", "m", 9)).rejects.toMatchObject({ code: "not_found" });
  });
});
