import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { StorageTab } from "./StorageTab";

function show(): SeenRequest[] {
  const seen = serve({
    "GET /api/settings": { nodeDefaults: {}, runs: { askAboveCalls: 5 } },
    "PUT /api/settings": ({ body }: SeenRequest) => body,
    "GET /api/cache": { entries: 1240, bytes: 3_100_000, pinned: 2 },
    "DELETE /api/cache": { removed: { entries: 1238, bytes: 3_000_000, pinned: 0 } },
  });
  render(<StorageTab />);
  return seen;
}

const savedIn = (seen: SeenRequest[]) => seen.filter(({ method }) => method === "PUT").map(({ body }) => body);

afterEach(async () => {
  cleanup();
  await stopServing();
});

describe("the storage tab", () => {
  it("saves a number when its field is left, never half of one, and leaves other settings alone", async () => {
    const seen = show();
    const field = (await screen.findByLabelText("Keep runs for so many days")) as HTMLInputElement;
    fireEvent.change(field, { target: { value: "3" } });
    fireEvent.change(field, { target: { value: "30" } });
    expect(savedIn(seen)).toEqual([]);
    fireEvent.blur(field);
    await vi.waitFor(() =>
      expect(savedIn(seen)).toEqual([{ nodeDefaults: {}, runs: { askAboveCalls: 5, keepDays: 30 } }]),
    );
  });

  it("says what is wrong with a number, and saves nothing of it", async () => {
    const seen = show();
    const field = await screen.findByLabelText("Keep at most so many MB");
    fireEvent.change(field, { target: { value: "-1" } });
    fireEvent.blur(field);
    expect(await screen.findByText("A whole number of MB, 0 or more.")).toBeTruthy();
    expect(savedIn(seen)).toEqual([]);
  });

  it("tells how much is kept, and clears it after asking", async () => {
    const seen = show();
    expect(await screen.findByText("1,240 results, 3.1 MB, 2 pinned")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(seen.some(({ method }) => method === "DELETE")).toBe(false);
    fireEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Clear" }));
    await vi.waitFor(() => expect(seen.filter(({ method }) => method === "DELETE")).toHaveLength(1));
  });
});
