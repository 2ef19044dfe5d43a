import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { everything } from "@/lib/tools/testTools";
import { homeIn, patchbay } from "./testPatchbay";

it("what stands behind the two dashes is the program, whatever it looks like, and nothing of it is left running", async () => {
  const directory = await testDirectory();
  const words = ["tools", "add", "every", "--env", "TOKEN=hush-hush", "--"];
  const program = [everything.command, "--no-warnings", ...everything.args];
  const { status, said } = await patchbay(homeIn(directory), [...words, ...program]);
  expect([status, said]).toEqual([0, expect.stringMatching(/every: \d+ tools/)]);
  const kept = await readFile(join(directory, "data", "tools.json"), "utf8");
  expect(kept).toContain("--no-warnings");
  expect(kept).not.toContain("hush-hush");
});
