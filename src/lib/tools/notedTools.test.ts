import { expect, it } from "vitest";
import type { Note } from "@/lib/storage/peoplePorts";
import { notedTools } from "./notedTools";
import { testTools } from "./testTools";

it("what is added, changed and removed is noted, without a secret", async () => {
  const notes: Parameters<Note>[0][] = [];
  const tools = notedTools(await testTools(), async (what) => void notes.push(what));
  const url = "https://tools.example/mcp?key=top-secret";
  const { id } = await tools.add({ name: "Tickets", url, headers: { Authorization: "Bearer top-secret" } });
  await tools.change(id, { enabled: false });
  await tools.addProgram({
    name: "files",
    command: "npx",
    args: ["--api-key=sk-abcdefghijklmnop"],
    env: { A: "hush" },
  });
  await expect(tools.change("gone", { enabled: false })).rejects.toMatchObject({ code: "not_found" });
  await tools.remove(id, "http");
  expect(notes.map(({ kind, about }) => [kind, about])).toEqual([
    ["tool_server_changed", "Tickets"],
    ["tool_server_changed", "Tickets"],
    ["tool_server_changed", "files"],
    ["tool_server_removed", "tickets"],
  ]);
  expect(JSON.stringify(notes)).not.toMatch(/top-secret|hush|sk-abc/);
});
