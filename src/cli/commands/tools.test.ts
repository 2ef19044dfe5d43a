import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testTerminal } from "@/cli/testTerminal";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { everything, testTools } from "@/lib/tools/testTools";
import { tools } from "./tools";

async function setUp() {
  const directory = await testDirectory();
  const printed: string[] = [];
  const said: string[] = [];
  const terminal = testTerminal({ printed, said, directory });
  // The command touches this alone.
  const services = { tools: await testTools() } as unknown as Services;
  const command = async (positionals: string[], options: Record<string, string | string[] | boolean> = {}) =>
    tools.run({ services, terminal, positionals, options });
  const words = () => [...printed.splice(0), ...said.splice(0)].join("\n");
  return { command, words, directory };
}

it("a program is added with its variables, tried, listed without them, and removed", async () => {
  const { command, words } = await setUp();
  await command(["list"]);
  expect(words()).toContain("patchbay tools add files -- npx -y");
  const program = [everything.command, ...everything.args];
  expect(await command(["add", "every", ...program], { env: ["TOKEN=hush-hush=x"] })).toBe(0);
  expect(words()).toMatch(/every: \d+ tools after \d+ ms\n {2}echo/);
  await command(["list"]);
  expect(words()).toMatch(/every .*server-everything\/dist\/index\.js stdio +TOKEN/);
  await command(["test", "every"], { json: true });
  expect(JSON.parse(words())).toMatchObject({ ok: true, tools: expect.arrayContaining(["echo"]) });
  expect(await command(["remove", "every"])).toBe(0);
  await command(["list"], { json: true });
  expect(JSON.parse(words().replace("Removed every.", ""))).toEqual([]);
});

it("a program that fails says what it wrote, without secrets, and stays", async () => {
  const { command, words } = await setUp();
  const source = "console.error('no key sk-abcdefghijklmnopqrstuv'); process.exit(3)";
  expect(await command(["add", "bad", process.execPath, "-e", source])).toBe(1);
  expect(words()).toMatch(/ended before it answered.*no key \[key\]/s);
  await command(["list"]);
  expect(words()).toContain("bad");
});

it("servers of another program are taken, and what is left is told", async () => {
  const { command, words, directory } = await setUp();
  const mcpServers = {
    one: { command: "one", args: ["-x"], env: { A: "b" } },
    old: { type: "sse", url: "https://tools.example/sse" },
    loop: { command: "npx", args: ["patchbay", "mcp"] },
  };
  await writeFile(join(directory, "claude.json"), JSON.stringify({ mcpServers }));
  expect(await command(["import", "claude.json"])).toBe(0);
  expect(words()).toMatch(/Took one \(one\): one -x\nLeft old: .*SSE.*\nLeft loop: .*own server/s);
  await command(["import", "claude.json"]);
  expect(words()).toContain("Left one: a server of this name is here already");
});

it.each([
  [["add", "x"], {}, "COMMAND: is missing"],
  [["add"], { url: "https://tools.example/mcp" }, "NAME: is missing"],
  [["add", "x"], { url: "http://tools.example/mcp" }, "--url: an https address"],
  [["add", "x", "npx"], { url: "https://tools.example/mcp" }, "is an address"],
  [["add", "x", "npx"], { header: ["A: b"] }, "is an address"],
  [["add", "x", "npx"], { env: ["oops"] }, "--env NAME=value"],
  [["import", "nowhere.json"], {}, "cannot be read (ENOENT)"],
  [["test", "gone"], {}, "There is none"],
  [["list", "a", "b"], {}, "Usage"],
  [["fly"], {}, "There are: list, add, import, test, sign-in, remove"],
])("%j %j is refused with words that help", async (positionals, options, message) => {
  const { command } = await setUp();
  await expect(command(positionals, options)).rejects.toThrow(message);
});
