import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { everything } from "@/lib/tools/testTools";

it("what stands behind the two dashes is the program, whatever it looks like, and nothing of it is left running", async () => {
  const directory = await testDirectory();
  const places = { HOME: directory, PATCHBAY_DATA_DIR: join(directory, "data"), XDG_CONFIG_HOME: directory };
  const env = { NODE_ENV: "production" as const, PATH: process.env.PATH, ...places };
  const words = ["tools", "add", "every", "--env", "TOKEN=hush-hush", "--"];
  const program = [everything.command, "--no-warnings", ...everything.args];
  const child = spawn(process.execPath, ["bin/patchbay.mjs", ...words, ...program], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  // Both pipes close only when nobody holds them any more.
  const status = await new Promise((done) => child.on("close", done));
  expect([status, said]).toEqual([0, expect.stringMatching(/every: \d+ tools/)]);
  const kept = await readFile(join(directory, "data", "tools.json"), "utf8");
  expect(kept).toContain("--no-warnings");
  expect(kept).not.toContain("hush-hush");
});
