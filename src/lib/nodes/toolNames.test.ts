import { expect, it } from "vitest";
import { byModelName } from "./toolNames";

const namesOf = (...tools: [server: string, name: string][]) => [
  ...byModelName(tools.map(([server, name]) => ({ server, name }))).keys(),
];

it("a tool is called by its server and its own name", () => {
  expect(namesOf(["files", "read_file"], ["git", "log"])).toEqual(["files__read_file", "git__log"]);
});

it("each name fits what models take, is its own, and leads back to the tool", () => {
  const long = "x".repeat(100);
  const tools = [
    ["files", "read file"],
    ["files", "read.file"],
    ["files", "読む"],
    ["files", long],
    ["files", `${long}y`],
    ["a", "b"],
    ["a", "b"],
  ].map(([server = "", name = ""]) => ({ server, name }));
  const named = byModelName(tools);
  expect(named.size).toBe(tools.length);
  for (const name of named.keys()) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  expect([...named.values()]).toEqual(tools);
});

it("a name stays when other tools come and go", () => {
  const [alone] = namesOf(["files", "read file"]);
  expect(namesOf(["files", "read.file"], ["other", "x"], ["files", "read file"])).toContain(alone);
});
