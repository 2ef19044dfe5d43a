import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { serve, stopServing } from "@/components/testServer";
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
