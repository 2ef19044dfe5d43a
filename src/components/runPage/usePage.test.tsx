import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { failure, serve, stopServing } from "@/components/testServer";
import type { PageForm } from "@/types/pages";
import { cameByLink, usePage } from "./usePage";

afterEach(async () => {
  cleanup();
  await stopServing();
});

const form: PageForm = { id: "w", name: "W", inputs: [], outputs: [], steps: [], isByLink: true };

it("comes in by its link at the next try where the server was away at the first, the address without it all along", async () => {
  window.history.replaceState(null, "", "/run/w#pl_secret");
  let isAway = true;
  const seen = serve({
    "POST /api/pages/w/session": () => (isAway ? failure(500, "storage_failed", "The disk is away.") : { ok: true }),
    "GET /api/pages/w": form,
  });
  const { result } = renderHook(() => usePage("w"));
  await waitFor(() => expect(result.current.error?.code).toBe("storage_failed"));
  expect(window.location.hash).toBe("");
  expect(cameByLink()).toBe(true);
  isAway = false;
  act(() => result.current.retry());
  await waitFor(() => expect(result.current.form?.name).toBe("W"));
  act(() => result.current.retry());
  await waitFor(() => expect(seen.filter(({ path }) => path === "/api/pages/w")).toHaveLength(2));
  expect(seen.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
    { link: "pl_secret" },
    { link: "pl_secret" },
  ]);
});
