import { expect, it } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunSummary } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { ROOM_BYTES } from "./linkRoom";
import { createPageLinks } from "./pageLinks";
import { createRunPage, type RunPageOptions } from "./runPage";
import { createToldAssets } from "./toldAssets";

const workflow: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "W", revision: 1 },
  nodes: [{ id: "o", type: "output", data: {} }],
  edges: [],
  layout: { nodes: {}, groups: [] },
};

it.each(["running", "interrupted"] as const)(
  "starts four runs of one link and no more, however many ask at one time, where they are %s at once",
  async (status) => {
    const links = createPageLinks({
      texts: createFileTextStore(await testDirectory()),
      port: 3000,
      reportBug: () => undefined,
    });
    const link = await links.create({ workflow: "w", name: "Ada" });
    const begun: Pick<RunSummary, "id" | "status" | "createdAt" | "workflowId" | "through">[] = [];
    const runs = {
      open: async () => [...begun],
      start: async () => {
        // Another one could be counted meanwhile.
        await new Promise((resolve) => setImmediate(resolve));
        const id = `run-${begun.length}`;
        const through = { kind: "link", id: link.id } as const;
        begun.push({ id, status, createdAt: new Date().toISOString(), workflowId: "w", through });
        return { id };
      },
    };
    const services = { runs, workflows: { read: async () => workflow } } as unknown as RunPageOptions["services"];
    const page = createRunPage({ workflowId: "w", services, links, told: createToldAssets(), link });
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => page.start({})));
    const refused = asked.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(begun).toHaveLength(4);
    expect(refused).toEqual(Array.from({ length: 6 }, () => "rate_limited"));
  },
);

it("takes in by a link what it has room for, keeps nothing of the rest, and counts a file once", async () => {
  const texts = createFileTextStore(await testDirectory());
  const parts = { port: 3000, reportBug: () => undefined, now: () => 0 };
  // Two processes.
  const [links, others] = [createPageLinks({ ...parts, texts }), createPageLinks({ ...parts, texts })];
  const link = await links.create({ workflow: "w", name: "Ada" });
  const put: number[] = [];
  const assets = {
    put: async (bytes: Uint8Array) => {
      put.push(bytes.byteLength);
      return { asset: "a", mime: "text/csv", bytes: bytes.byteLength };
    },
  };
  const ours = { workflowId: "w", through: { kind: "link", id: link.id } };
  const runs = { open: async () => [], read: async () => ours, start: async () => ({ id: "r" }) };
  const services = { runs, assets, workflows: { read: async () => workflow } } as unknown as RunPageOptions["services"];
  const open = (by?: typeof link) =>
    createRunPage({ workflowId: "w", services, links, told: createToldAssets(), ...(by && { link: by }) });
  const [one, another] = [Buffer.alloc(100_000, "a"), Buffer.alloc(100_000, "b")];
  await open(link).upload(one, "text/csv");
  await others.take(link.id, ROOM_BYTES - 200_000);
  await open(link).upload(one, "text/csv");
  const full = { code: "rate_limited", facts: { linkIsFull: true, action: "wait" } };
  const large = Buffer.alloc(110_000, "c");
  await expect(open(link).upload(large, "text/csv")).rejects.toMatchObject(full);
  await open(link).upload(another, "text/csv");
  expect(put).toEqual([100_000, 100_000, 100_000]);
  await expect(open(link).start({})).rejects.toMatchObject(full);
  await expect(open(link).answer("r", [{ node: "n", approved: true }])).rejects.toMatchObject(full);
  // Who may come in anyway has none of these limits.
  await open().upload(large, "text/csv");
  expect(await open().start({})).toEqual({ id: "r" });
});
