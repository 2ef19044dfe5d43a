import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import type { ItemRun } from "@/store/runItems";
import { idleNode, idleRun } from "@/store/runReducer";
import { runStore, useNodeRun } from "@/store/useRun";
import { ItemTable } from "./ItemTable";

afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  await stopServing();
});

const key = "0".repeat(64);
const entry = { key, output: { text: "second" }, madeAt: "2026-11-21T00:00:00.000Z", pinned: false };

function Table() {
  return <ItemTable items={useNodeRun("a").items ?? []} keptFor="a" />;
}

function show(texts = ["first", "second"]) {
  const items = texts.map((text, index) => ({
    status: "done" as const,
    attempt: 1,
    text: "",
    output: { text },
    key: index === 1 ? key : "1".repeat(64),
  }));
  const node = { ...idleNode, status: "done" as const, output: { text: texts }, items, itemCount: texts.length };
  runStore.setState({ run: { ...idleRun, id: "run_1", status: "completed", nodes: { a: node } } });
  render(<Table />);
}

it("fills the two lines of a closed item with what it says, and shows all as it stands once it is open", () => {
  serve({ [`GET /api/cache/${"1".repeat(64)}`]: entry });
  const text = "### Oslo\n\nA harbour town.\n\nSnow";
  show([text]);
  const closed = screen.getByText("Oslo · A harbour town. · Snow");
  const details = closed.closest("details");
  if (details === null) throw new Error("The item cannot be opened.");
  details.open = true;
  fireEvent(details, new Event("toggle"));
  expect(details.querySelector("summary")?.textContent).toBe(text);
});

it("puts other words in the place of one item's answer", async () => {
  const seen = serve({
    [`GET /api/cache/${key}`]: entry,
    [`PUT /api/cache/${key}`]: { ...entry, output: { text: "better" }, editedAt: entry.madeAt },
  });
  show();
  expect(seen).toEqual([]);
  const details = screen.getByText("second").closest("details");
  if (details === null) throw new Error("The item cannot be opened.");
  details.open = true;
  fireEvent(details, new Event("toggle"));
  fireEvent.click(await screen.findByRole("button", { name: "Edit" }));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "better" } });
  fireEvent.click(screen.getByRole("button", { name: "Keep these words" }));
  await waitFor(() => expect(screen.getAllByText("better").length).toBeGreaterThan(0));
  expect(seen.find(({ method }) => method === "PUT")?.body).toEqual({ output: { text: "better" } });
  expect(runStore.getState().run.nodes.a?.output).toEqual({ text: ["first", "better"] });
});

it("shows one page of many items, and those that failed alone", () => {
  const done = { status: "done" as const, attempt: 1, text: "" };
  const error = { code: "timeout", message: "It took too long." };
  const items: ItemRun[] = Array.from({ length: 120 }, (_, index) => ({
    ...done,
    output: { text: `answer ${index}` },
  }));
  items[70] = { ...done, status: "failed", error };
  render(<ItemTable items={items} />);
  const rows = () => screen.getAllByRole("row").length - 1;
  expect(rows()).toBe(50);
  fireEvent.click(screen.getByRole("button", { name: "Next page" }));
  fireEvent.click(screen.getByRole("button", { name: "Next page" }));
  expect([rows(), screen.queryByText("answer 119") !== null]).toEqual([20, true]);
  fireEvent.click(screen.getByText("1 failed"));
  expect([rows(), screen.queryByText("It took too long.") !== null]).toEqual([1, true]);
  expect(screen.getByRole("cell", { name: "71" })).toBeTruthy();
});
