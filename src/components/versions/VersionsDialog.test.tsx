import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { saveNow } from "@/store/session";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { VersionsDialog } from "./VersionsDialog";

const first = workflow([prompt("a", "The first words"), prompt("gone", "x")], [], 1);
const second = workflow([prompt("a", "The second words")], [], 2);
const now = workflow([prompt("a", "The last words")], [], 3);
const version = (revision: number, name?: string) => ({
  ...{ version: `r${revision}`, revision, savedAt: `2026-11-29T10:0${revision}:00Z`, name, bytes: 100 },
});

let seen: SeenRequest[];
beforeEach(() => {
  seen = serve({
    "GET /api/workflows/wf_test/versions": { versions: [version(2), version(1, "Before the talk")] },
    "GET /api/workflows/wf_test/versions/r1": first,
    "GET /api/workflows/wf_test/versions/r2": second,
    "PATCH /api/workflows/wf_test/versions/r2": version(2, "Named"),
    "PUT /api/workflows/wf_test": (request: SeenRequest) => ({ ...(request.body as Workflow), revision: 4 }),
  });
  workflowStore.getState().load(now);
});
afterEach(async () => {
  cleanup();
  await stopServing();
});

const words = (tag: string) => Array.from(document.querySelectorAll(tag), ({ textContent }) => textContent);

it("shows what is different from now, and from the version before", async () => {
  render(<VersionsDialog onClose={vi.fn()} />);
  const newest = (await screen.findAllByRole("button", { name: /10:02|11:02|:02:00/ }))[0] as HTMLElement;
  fireEvent.click(newest);
  await waitFor(() => expect([words("del"), words("ins")]).toEqual([["second"], ["last"]]));
  fireEvent.click(screen.getByRole("radio", { name: "The one before" }));
  await waitFor(() => expect([words("del"), words("ins")]).toEqual([["first"], ["second"]]));
  expect(screen.getByText("removed")).toBeTruthy();
});

it("makes the document what it was, as a step that undo takes back, and saves it", async () => {
  const onClose = vi.fn();
  render(<VersionsDialog onClose={onClose} />);
  fireEvent.click(await screen.findByRole("button", { name: /Before the talk/ }));
  fireEvent.click(await screen.findByRole("button", { name: "Go back to this version" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(workflowStore.getState().workflow?.nodes).toEqual(first.nodes);
  expect(seen.find(({ method }) => method === "PUT")?.body).toMatchObject({ revision: 3, nodes: first.nodes });
  workflowStore.getState().undo();
  expect(workflowStore.getState().workflow).toMatchObject({ revision: 4, nodes: now.nodes });
  await saveNow();
});

it("gives a version a name", async () => {
  render(<VersionsDialog onClose={vi.fn()} />);
  const [newest] = await screen.findAllByRole("button", { name: /:02:00/ });
  fireEvent.click(newest as HTMLElement);
  fireEvent.click(await screen.findByRole("button", { name: "Name this version…" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Name of the version" }), { target: { value: " Named " } });
  fireEvent.click(screen.getByRole("button", { name: "Keep" }));
  await waitFor(() => expect(seen.find(({ method }) => method === "PATCH")?.body).toEqual({ name: "Named" }));
});
