import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runStore } from "@/store/useRun";
import { useNowMs } from "./useNowMs";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const after = (ms: number) => act(() => vi.advanceTimersByTime(ms));
const tellNews = () => act(() => runStore.setState({ stopping: false }));

it("goes on every second while nothing is heard of the run", () => {
  const { result } = renderHook(useNowMs);
  after(999);
  expect(result.current).toBe(0);
  after(1);
  expect(result.current).toBe(1_000);
  after(1_000);
  expect(result.current).toBe(2_000);
});

it("goes on with news of the run when its second is nearly over, and a second after that", () => {
  const { result } = renderHook(useNowMs);
  after(700);
  tellNews();
  expect(result.current).toBe(0);
  after(150);
  tellNews();
  expect(result.current).toBe(850);
  after(999);
  expect(result.current).toBe(850);
  after(1);
  expect(result.current).toBe(1_850);
});

it("stands still when nobody looks", () => {
  const { unmount } = renderHook(useNowMs);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
