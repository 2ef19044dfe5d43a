import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { usePresence } from "./usePresence";

const PATH = "/api/workflows/wf_1/presence";
const others = { people: [{ id: "p_ben", name: "ben", since: "2026-11-01T10:00:00.000Z" }] };

function Names({ workflow }: { workflow: string | undefined }) {
  const here = usePresence(workflow);
  return <p>{here.map(({ name }) => name).join() || "nobody"}</p>;
}

function look(state: "visible" | "hidden") {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  await stopServing();
});

describe("who else is here", () => {
  it("is asked at once and again and again while somebody looks, under one name of the page", async () => {
    const seen = serve({ [`POST ${PATH}`]: others, [`DELETE ${PATH}`]: {} });
    const { unmount } = render(<Names workflow="wf_1" />);
    await pass(0);
    expect(screen.getByText("ben")).toBeTruthy();
    await pass(31_000);
    expect(seen.map(({ method }) => method)).toEqual(["POST", "POST", "POST"]);
    expect(new Set(seen.map(({ body }) => (body as { page: string }).page)).size).toBe(1);
    const [first] = seen.map(({ body }) => (body as { page: string }).page);
    unmount();
    expect(seen.at(-1)).toMatchObject({ method: "DELETE", path: `${PATH}?page=${first}` });
    await pass(31_000);
    expect(seen).toHaveLength(4);
  });

  it("is not asked by a page that nobody looks at, which says that it is gone", async () => {
    const seen = serve({ [`POST ${PATH}`]: others, [`DELETE ${PATH}`]: {} });
    render(<Names workflow="wf_1" />);
    await pass(0);
    look("hidden");
    await pass(31_000);
    expect(seen.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
    look("visible");
    await pass(0);
    expect(seen.at(-1)?.method).toBe("POST");
  });

  it("is not asked of a document that was never saved, and keeps still where it cannot be told", async () => {
    const seen = serve({});
    const { rerender } = render(<Names workflow={undefined} />);
    await pass(31_000);
    expect(seen).toEqual([]);
    rerender(<Names workflow="wf_1" />);
    await pass(0);
    expect(seen).toHaveLength(1);
    expect(screen.getByText("nobody")).toBeTruthy();
  });
});
