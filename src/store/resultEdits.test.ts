import { afterEach, expect, it, vi } from "vitest";
import type { CacheChange, CacheEntry, TouchedResult } from "@/types/api";
import { changeResult, watchResults } from "./resultEdits";
import { idleNode, idleRun } from "./runReducer";
import { runStore } from "./useRun";
import { workflowActions } from "./useWorkflow";

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

it("of two changes of one result at once the second waits for the first, and undo takes back the second alone", async () => {
  let kept: CacheEntry = { key, output: { text: "given" }, madeAt: MADE, pinned: false };
  const before = kept;
  const asked: CacheChange[] = [];
  const slow = Promise.withResolvers<void>();
  vi.stubGlobal("fetch", async (_: string, { body }: RequestInit = {}) => {
    const change: CacheChange = JSON.parse(String(body));
    asked.push(change);
    kept = { ...kept, output: change.output ?? kept.output, pinned: change.pinned ?? kept.pinned };
    const answer = kept;
    if (asked.length === 1) await slow.promise;
    return Response.json(answer);
  });
  workflowActions().load({
    format: "patchbay/workflow",
    version: 1,
    id: "w",
    name: "W",
    revision: 1,
    nodes: [],
    edges: [],
    layout: { nodes: {}, groups: [] },
  });
  const stop = watchResults((message) => expect.unreachable(message));
  const changes = [changeResult(before, { output: { text: "mine" } }), changeResult(before, { pinned: true })];
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toHaveLength(1);
  slow.resolve();
  await Promise.all(changes);
  expect(runStore.getState().touched.get(key)).toMatchObject({ output: { text: "mine" }, pinned: true });
  workflowActions().undo();
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect(asked[2]).toEqual({ output: { text: "mine" }, pinned: false });
  stop();
});
