import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { mutate } from "swr";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { noUsage } from "@/types/llm";
import { InboxTab } from "./InboxTab";

const counts = { total: 3, done: 1, failed: 0, skipped: 0, running: 0, calls: 0 };
const summary = { id: "r1", workflowId: "w1", status: "waiting", problems: 0, counts, usage: noUsage, payers: [] };
const at = "2026-11-29T12:00:00.000Z";

/** A server with one run, which asks about three items of a list. After an answer, `read` comes before what is left. */
function serve(read: () => Promise<void> = async () => {}) {
  const open = ["owl", "fox", "hen"].map((value, item) => {
    return { node: "look", item, kind: "review", mode: "edit", question: "Send it?", value, at };
  });
  const given: unknown[] = [];
  const run = () => ({ ...summary, createdAt: at, ...(open.length > 0 && { waits: open.length }) });
  vi.stubGlobal(
    "fetch",
    async (url: string, { method = "GET", body = "" }: { method?: string; body?: string } = {}) => {
      if (method === "POST") {
        const { answers } = JSON.parse(body);
        given.push(...answers);
        const place = open.findIndex(({ item }) => item === answers[0].item);
        open.splice(place, 1);
      }
      if (String(url).startsWith("/api/activity"))
        return Response.json({ runs: [{ ...run(), workflowName: "News" }], places: [] });
      if (method === "GET" && given.length > 0) await read();
      return Response.json({ ...run(), waiting: open });
    },
  );
  return given;
}

beforeEach(() => workflowStore.getState().load({ ...workflow([{ ...prompt("look"), title: "Look" }]), id: "w1" }));
afterEach(async () => {
  cleanup();
  await mutate(() => true, undefined, { revalidate: false });
  vi.unstubAllGlobals();
});

const open = () =>
  render(
    <ReactFlowProvider>
      <InboxTab />
    </ReactFlowProvider>,
  );

it("goes through what runs ask, and answers it from the keyboard", async () => {
  const given = serve();
  open();
  const inbox = await screen.findByRole("region", { name: "Questions of runs" });
  expect(screen.getByText("3 questions wait for you")).toBeDefined();
  expect(document.activeElement).toBe(inbox);
  const press = (key: string) => fireEvent.keyDown(inbox, { key, code: `Key${key.toUpperCase()}` });
  press("j");
  expect(await screen.findByText(/News · Look, item 2/, { selector: "p" })).toBeDefined();
  press("e");
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "A fox." } });
  fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter", ctrlKey: true });
  await screen.findByText("2 questions wait for you");
  press("k");
  press("a");
  await screen.findByText("1 question waits for you");
  press("r");
  await screen.findByText("No run asks anything.");
  expect(given).toEqual([
    { node: "look", item: 1, approved: true, value: "A fox." },
    { node: "look", item: 0, approved: true },
    { node: "look", item: 2, approved: false },
  ]);
});

it("tells how many are left together with which, so that no key goes to one that is answered", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const read = vi.fn(() => promise);
  serve(read);
  open();
  await screen.findByText("3 questions wait for you");
  fireEvent.keyDown(screen.getByRole("region", { name: "Questions of runs" }), { key: "a", code: "KeyA" });
  await waitFor(() => expect(read).toHaveBeenCalled());
  expect(screen.getByText("3 questions wait for you")).toBeDefined();
  resolve();
  await screen.findByText("2 questions wait for you");
  expect(screen.getByText(/News · Look, item 2/, { selector: "p" })).toBeDefined();
});

it("says so where nothing is asked", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ runs: [], places: [] }));
  open();
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("No run asks anything."));
});
