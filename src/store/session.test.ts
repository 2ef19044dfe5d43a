import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import type { Workflow } from "@/types/workflow";
import { openNotices, takeNotices } from "./openNotices";
import { forgetOpen, openNamedOrLast } from "./session";
import { prompt, workflow } from "./testWorkflow";
import { workflowStore } from "./useWorkflow";

const good: Workflow = { ...workflow([prompt("a")]), id: "good" };
const merged: Workflow = { ...workflow([prompt("a", "first"), prompt("a", "second")]), id: "merged" };
const damaged = () => failure(500, "storage_failed", "The file of this workflow is damaged.");
const summary = ({ id, name, revision, nodes }: Workflow) => ({
  id,
  name,
  revision,
  nodeCount: nodes.length,
  updatedAt: "2026-11-28T10:00:00Z",
});

function serveDocuments(lastWorkflowId: string | undefined, listed: Workflow[], more: Record<string, unknown> = {}) {
  return serve({
    "GET /api/settings": { lastWorkflowId },
    "PUT /api/settings": (request: SeenRequest) => request.body,
    "GET /api/workflows": { workflows: listed.map(summary) },
    "GET /api/workflows/good": good,
    "GET /api/workflows/merged": merged,
    "PUT /api/workflows/merged": (request: SeenRequest) => ({ ...(request.body as Workflow), revision: 2 }),
    "GET /api/workflows/damaged": damaged,
    "GET /api/runs": { runs: [], unreadable: [] },
    ...more,
  });
}

const openId = () => workflowStore.getState().workflow?.id;

beforeEach(() => workflowStore.setState({ workflow: null, edition: 0, savedEdition: 0 }));
afterEach(async () => {
  await vi.waitFor(() => expect(workflowStore.getState().saveState.status).toBe("saved"));
  takeNotices();
  await stopServing();
});

describe("opening", () => {
  it("mends a document that cannot be drawn, says so, keeps the original at hand and saves what it mended", async () => {
    const seen = serveDocuments("merged", [merged]);
    await openNamedOrLast(undefined);
    expect(workflowStore.getState().workflow?.nodes.map(({ id }) => id)).toEqual(["a", "a-2"]);
    expect(takeNotices()).toMatchObject([{ kind: "mended", original: merged, faults: [{ path: "nodes.1.id" }] }]);
    await vi.waitFor(() =>
      expect(seen.some(({ method, path }) => method === "PUT" && path.endsWith("merged"))).toBe(true),
    );
  });

  it("goes on to another document when the last one is damaged, and says which", async () => {
    serveDocuments("damaged", [good]);
    await openNamedOrLast(undefined);
    expect(openId()).toBe("good");
    expect(takeNotices()).toMatchObject([{ kind: "unreadable", id: "damaged", error: { code: "storage_failed" } }]);
  });

  it("goes on to another document when the one in the address is damaged or gone", async () => {
    serveDocuments("good", [good]);
    await openNamedOrLast("damaged");
    expect(openId()).toBe("good");
    await openNamedOrLast("gone");
    expect(takeNotices().map(({ kind }) => kind)).toEqual(["unreadable", "gone"]);
  });

  it("starts an empty document when none can be opened, settings and list included", async () => {
    serveDocuments("x", [], { "GET /api/settings": damaged, "GET /api/workflows": damaged });
    await openNamedOrLast(undefined);
    expect(workflowStore.getState().workflow).toMatchObject({ revision: 0, nodes: [] });
  });

  it("tries nothing else when the server is away or wants its password", async () => {
    const seen = serveDocuments("good", [good], {
      "GET /api/workflows/damaged": () => failure(401, "login_required", "Sign in."),
    });
    await expect(openNamedOrLast("damaged")).rejects.toMatchObject({ code: "login_required" });
    expect(seen).toHaveLength(1);
    expect(openNotices.getState().notices).toEqual([]);
  });

  it("survives a spoilt draft of this tab", async () => {
    sessionStorage.setItem("patchbay.left", '{"id":"good"');
    serveDocuments("good", [good]);
    await openNamedOrLast(undefined);
    expect(openId()).toBe("good");
  });
});

it("lets the plain address lead to another document than the one that could not be drawn", async () => {
  const seen = serveDocuments("merged", [merged, good]);
  await forgetOpen("merged");
  expect(seen.at(-1)).toMatchObject({ method: "PUT", path: "/api/settings", body: { lastWorkflowId: "good" } });
});
