import { expect, it } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunSummary } from "@/types/run";
import type { Workflow } from "@/types/workflow";
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
