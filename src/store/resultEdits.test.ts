import { afterEach, expect, it, vi } from "vitest";
import type { TouchedResult } from "@/types/api";
import { changeResult, watchResults } from "./resultEdits";
import { idleNode, idleRun } from "./runReducer";
import { runStore } from "./useRun";

afterEach(() => vi.unstubAllGlobals());

const key = "a".repeat(64);
const MADE = "2026-01-01T10:00:00.000Z";
const entry: TouchedResult = { key, output: { text: "mine" }, madeAt: MADE, pinned: false, editedAt: MADE };

it("a list of changed results that comes late takes back nothing that was done meanwhile", async () => {
  const lists = [Promise.withResolvers<TouchedResult[]>(), Promise.withResolvers<TouchedResult[]>()];
  let asked = 0;
  vi.stubGlobal("fetch", async (path: string, { method = "GET" }: RequestInit = {}) => {
    if (method === "PUT") return Response.json({ ...entry, pinned: true });
    if (path === "/api/cache/touched") return Response.json({ results: await lists[asked++]?.promise });
    throw new Error(`Nobody was to ask for ${path}.`);
  });
  const node = {
    ...idleNode,
    status: "done" as const,
    text: "mine",
    output: { text: "mine" },
    key,
    endedAt: MADE,
  };
  runStore.setState({ run: { ...idleRun, id: "r", status: "completed", nodes: { m: node } } });
  const stop = watchResults((message) => expect.unreachable(message));
  const isPinned = () => runStore.getState().run.nodes.m?.kept?.pinned;

  await changeResult(entry, { pinned: true });
  expect(isPinned()).toBe(true);
  lists[0]?.resolve([entry]);
  await vi.waitFor(() => expect(asked).toBe(2));
  expect(isPinned()).toBe(true);
  lists[1]?.resolve([{ ...entry, pinned: true }]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(isPinned()).toBe(true);
  stop();
});
