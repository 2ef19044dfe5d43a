import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { exactWhenText } from "@/components/accounts";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import type { PageRuns } from "@/types/pages";
import { PageHistory } from "./PageHistory";

afterEach(async () => {
  cleanup();
  await stopServing();
});

it("says that nothing ran only once it knows", async () => {
  const { promise, resolve } = Promise.withResolvers<PageRuns>();
  const seen = serve({ "GET /api/pages/w/runs": () => promise });
  render(<PageHistory workflow="w" shown={undefined} status="idle" onShow={vi.fn()} />);
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(screen.queryByText("No run yet.")).toBeNull();
  resolve({ runs: [] });
  expect(await screen.findByText("No run yet.")).toBeTruthy();
});

it("says of each run what it was given, and when it began", async () => {
  const at = "2026-11-29T10:04:00.000Z";
  const run = { id: "r2", status: "completed", problems: 0, createdAt: at } as const;
  serve({
    "GET /api/pages/w/runs": {
      runs: [
        { ...run, given: "Owls · dry" },
        { ...run, id: "r1" },
      ],
    },
  });
  render(<PageHistory workflow="w" shown={undefined} status="idle" onShow={vi.fn()} />);
  const [owls, nothing] = await screen.findAllByRole("button");
  const when = exactWhenText(at);
  expect(owls?.textContent).toBe(`Owls · dry${when}Completed`);
  expect(nothing?.textContent).toBe(`${when}Completed`);
});

/** The newest has the highest number. */
const runsFrom = (...numbers: number[]): PageRuns["runs"] =>
  numbers.map((number) => ({
    ...{ id: `r${number}`, status: "completed", problems: 0 },
    createdAt: new Date(Date.UTC(2026, 10, 29, 10, number)).toISOString(),
  }));
const countRuns = () => screen.getAllByRole("listitem").length;

function show(pages: { newest: PageRuns; older: PageRuns }) {
  const seen = serve({
    "GET /api/pages/w/runs": ({ path }: SeenRequest) => (path.includes("before=") ? pages.older : pages.newest),
  });
  const history = (shown?: string) => <PageHistory workflow="w" shown={shown} status="completed" onShow={vi.fn()} />;
  const { rerender } = render(history());
  return { seen, showRun: (id: string) => rerender(history(id)) };
}

it("keeps the older ones that were asked for when one of them is shown, and when a run begins", async () => {
  const pages = { newest: { runs: runsFrom(4, 3), next: "r3" }, older: { runs: runsFrom(2, 1) } as PageRuns };
  const { seen, showRun } = show(pages);
  fireEvent.click(await screen.findByRole("button", { name: "Older ones" }));
  await vi.waitFor(() => expect(countRuns()).toBe(4));
  showRun("r1");
  await vi.waitFor(() => expect(seen).toHaveLength(3));
  expect((await screen.findByRole("button", { current: true })).textContent).toContain("Completed");
  expect(countRuns()).toBe(4);
  expect(screen.queryByRole("button", { name: "Older ones" })).toBeNull();
  pages.newest = { runs: runsFrom(5, 4), next: "r4" };
  showRun("r5");
  await vi.waitFor(() => expect(countRuns()).toBe(5));
});

it("begins anew where so much came meanwhile that nothing is known of what lies between", async () => {
  const pages = { newest: { runs: runsFrom(4, 3), next: "r3" }, older: { runs: runsFrom(2, 1) } };
  const { showRun } = show(pages);
  fireEvent.click(await screen.findByRole("button", { name: "Older ones" }));
  await vi.waitFor(() => expect(countRuns()).toBe(4));
  pages.newest = { runs: runsFrom(9, 8), next: "r8" };
  showRun("r9");
  await vi.waitFor(() => expect(countRuns()).toBe(2));
  expect(screen.getByRole("button", { name: "Older ones" })).toBeTruthy();
});
