import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REST_MS } from "@/components/hooks/useRested";
import { failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { ScheduleFields } from "./ScheduleFields";
import { formOf } from "./triggerForm";

function Fields() {
  const [form, setForm] = useState(() => formOf("schedule", "UTC"));
  return <ScheduleFields form={form} onChange={(part) => setForm({ ...form, ...part })} />;
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const write = (cron: string) => fireEvent.change(screen.getByLabelText("Cron"), { target: { value: cron } });
const timesShown = () => screen.queryByText(/Next three times/)?.closest("p")?.textContent;
const cronOf = ({ path }: SeenRequest) => new URLSearchParams(path.split("?")[1]).get("cron") ?? "";
/** A time of its own for each hour. */
const timesOf = (cron: string) => ({ next: [`2026-11-30T${cron.split(" ")[1]?.padStart(2, "0")}:00:00.000Z`] });

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  cleanup();
  vi.useRealTimers();
  await stopServing();
});

describe("a cron that is being written", () => {
  it("is asked about once its writing rests, and nothing is said against half of it", async () => {
    const seen = serve({
      "GET /api/triggers/times": (request: SeenRequest) =>
        cronOf(request).split(" ").length === 5
          ? timesOf(cronOf(request))
          : failure(400, "invalid_request", "That is no time table."),
    });
    render(<Fields />);
    await pass(0);
    expect(timesShown()).toContain("09:00");
    for (const half of ["0", "0 1", "0 18", "0 18 *", "0 18 * *"]) {
      write(half);
      await pass(REST_MS - 1);
      expect(timesShown()).toContain("09:00");
      expect(screen.queryByRole("alert")).toBeNull();
    }
    write("0 18 * * *");
    await pass(REST_MS);
    expect(timesShown()).toContain("18:00");
    expect(seen.map(cronOf)).toEqual(["0 9 * * *", "0 18 * * *"]);
    write("0 18 *");
    await pass(REST_MS);
    expect(screen.getByRole("alert").textContent).toBe("That is no time table.");
    expect(timesShown()).toBeUndefined();
    write("0 18 * *");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(timesShown()).toBeUndefined();
  });

  it("shows the times of what stands there, also where an older answer comes later", async () => {
    const late = Promise.withResolvers<unknown>();
    const seen = serve({
      "GET /api/triggers/times": (request: SeenRequest) =>
        cronOf(request) === "0 17 * * *" ? late.promise : timesOf(cronOf(request)),
    });
    render(<Fields />);
    write("0 17 * * *");
    await pass(REST_MS);
    write("0 18 * * *");
    await pass(REST_MS);
    expect(seen).toHaveLength(3);
    late.resolve(timesOf("0 17 * * *"));
    await pass(0);
    expect(timesShown()).toContain("18:00");
  });
});
