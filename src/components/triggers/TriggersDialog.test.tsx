import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import type { CreateTrigger, TriggerDetails, TriggerView } from "@/types/triggers";
import { TriggersDialog } from "./TriggersDialog";

const opened = workflow([prompt("a", "About {{topic}}.")], [], 1);
const times = ["2026-11-30T08:00:00.000Z", "2026-12-01T08:00:00.000Z", "2026-12-02T08:00:00.000Z"];
const delivery = { id: "d1", at: "2026-11-29T08:00:00.000Z", from: "schedule", outcome: "started", run: "r1" } as const;
const morning: TriggerView = {
  ...{ kind: "schedule", id: "t1", workflowId: "wf_test", enabled: true, createdAt: "", since: "", name: "Morning" },
  ...{ cron: "0 9 * * 1-5", timeZone: "Europe/Berlin", missed: "run_once", next: times, last: delivery },
};
const details: TriggerDetails = {
  ...morning,
  deliveries: [
    { ...delivery, status: "failed" },
    {
      ...{ id: "d0", at: "2026-11-28T08:00:00.000Z", from: "schedule", outcome: "refused", missed: 2 },
      error: { code: "plan_use_off", message: "“Home” may not pay while nobody watches." },
    },
  ],
};
const spare: TriggerView = {
  ...{ kind: "spare", id: "t9", workflowId: "wf_test", enabled: true, createdAt: "", repeat: false, name: "Night" },
};

afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  await stopServing();
});
beforeEach(() => workflowStore.getState().load(opened));

function show(triggers: TriggerView[], answers: Record<string, unknown> = {}): SeenRequest[] {
  let kept = triggers;
  const seen = serve({
    "GET /api/triggers": () => ({ triggers: kept }),
    "GET /api/triggers/times": { next: times },
    "GET /api/triggers/t1": details,
    "POST /api/triggers": ({ body }: SeenRequest) => {
      const made = { ...(body as CreateTrigger), id: "t2", createdAt: "", since: "" };
      kept = [...kept, made as TriggerView];
      return Response.json(made.kind === "hook" ? { ...made, secret: "pbs_secret" } : made, { status: 201 });
    },
    "PATCH /api/triggers/t1": ({ body }: SeenRequest) => ({ ...morning, ...(body as object) }),
    "DELETE /api/triggers/t1": () => {
      kept = [];
      return new Response(null, { status: 204 });
    },
    ...answers,
  });
  render(<TriggersDialog onClose={vi.fn()} />);
  return seen;
}

const sent = (seen: SeenRequest[]) => seen.filter(({ method }) => method !== "GET");
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText<HTMLInputElement>(label), { target: { value } });

describe("the list of triggers", () => {
  it("says in words when each comes, and leaves the night shift to its own screen", async () => {
    show([morning, spare]);
    const row = await screen.findByRole("listitem", { name: "Morning" });
    expect(within(row).getByText("Monday to Friday at 09:00, Europe/Berlin")).toBeTruthy();
    expect(within(row).getByText(/^Next: .*09:00.* · .*09:00.* · .*09:00/)).toBeTruthy();
    expect(screen.queryByRole("listitem", { name: "Night" })).toBeNull();
  });

  it("tells what it did, and why it did not", async () => {
    show([morning]);
    fireEvent.click(await screen.findByText("Last times"));
    expect(await screen.findByText("Failed")).toBeTruthy();
    expect(screen.getByText("Refused")).toBeTruthy();
    expect(screen.getByText("“Home” may not pay while nobody watches.")).toBeTruthy();
    expect(screen.getByText("2 times before it were missed")).toBeTruthy();
    expect(screen.getAllByRole("button", { name: /^Show the run of/ })).toHaveLength(1);
  });

  it("switches one off, and tests it", async () => {
    const seen = show([morning], {
      "POST /api/triggers/t1/test": failure(403, "plan_use_off", "Not while nobody watches."),
    });
    fireEvent.click(await screen.findByRole("switch", { name: "Morning is on" }));
    press("Test Morning: start a run now");
    await waitFor(() => expect(sent(seen)).toHaveLength(2));
    expect(sent(seen)).toMatchObject([
      { method: "PATCH", body: { enabled: false } },
      { method: "POST", path: "/api/triggers/t1/test" },
    ]);
  });

  it("is only read by who may not edit, and of others an admin may switch off", async () => {
    personStore.setState({ person: { id: "p1", name: "ada", role: "runner" } });
    show([{ ...morning, by: "p2" }], { "GET /api/people": { people: [] } });
    const toggle = await screen.findByRole("switch", { name: "Morning is on" });
    expect(toggle.getAttribute("aria-disabled") ?? toggle.hasAttribute("data-disabled")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add a schedule" })).toBeNull();
    expect(screen.queryByRole("button", { name: "More for Morning" })).toBeNull();
  });
});

describe("the test of a hook", () => {
  const hook: TriggerView = {
    ...{ kind: "hook", id: "t1", workflowId: "wf_test", enabled: true, createdAt: "", name: "Orders" },
  };
  const started = () => Response.json({ id: "r1", events: "/api/runs/r1/events" }, { status: 201 });
  const test = async (of: Partial<TriggerView>, answer: unknown = started) => {
    const seen = show([{ ...hook, ...of } as TriggerView], { "POST /api/triggers/t1/test": answer });
    fireEvent.click(await screen.findByRole("button", { name: "Test Orders: start a run now" }));
    return seen;
  };

  it("asks for what its caller brings, with what stands in the workflow, and starts a run with it", async () => {
    const inputs = { topic: { kind: "text" }, tone: { kind: "text", default: "dry" } } as const;
    const asking = workflow([prompt("a", "About {{topic}}, {{tone}}.")], [], 1);
    workflowStore.getState().load({ ...asking, settings: { inputs } });
    const seen = await test({ inputs: { tone: "warm" } });
    expect(await screen.findByRole("dialog", { name: "Test Orders" })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("topic"));
    const tone = screen.getByLabelText<HTMLInputElement>("tone");
    expect([tone.value, tone.placeholder]).toEqual(["warm", "dry"]);
    press("Start a run");
    expect(await screen.findByText("This is needed.")).toBeTruthy();
    expect(sent(seen)).toEqual([]);
    fill("topic", "owls");
    fill("tone", "");
    press("Start a run");
    expect(await screen.findByRole("listitem", { name: "Orders" })).toBeTruthy();
    expect(sent(seen)).toMatchObject([
      { path: "/api/triggers/t1/test", body: { inputs: { topic: "owls", tone: null } } },
    ]);
  });

  it("keeps what was written where it is refused, and says why", async () => {
    await test({}, () => failure(400, "invalid_request", "The input topic is too long."));
    fireEvent.change(await screen.findByLabelText("topic"), { target: { value: "owls" } });
    press("Start a run");
    expect(await screen.findByText("The input topic is too long.")).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("topic").value).toBe("owls");
  });

  it("starts at once where nothing is missing", async () => {
    const seen = await test({ inputs: { topic: "owls" } });
    await waitFor(() => expect(sent(seen)).toHaveLength(1));
    expect(sent(seen)[0]?.body).toEqual({});
    expect(screen.queryByRole("dialog", { name: "Test Orders" })).toBeNull();
  });
});

describe("a new schedule", () => {
  it("is chosen in words or written as cron, with its next times below", async () => {
    const seen = show([]);
    press("Add a schedule");
    fill("Name", "Evening");
    fill("At", "18:30");
    expect(screen.getByLabelText<HTMLInputElement>("Cron").value).toBe("30 18 * * *");
    fill("Cron", "30 18 L * *");
    fill("Time zone", "UTC");
    expect(await screen.findByText(/Next three times/)).toBeTruthy();
    fill("topic", "owls");
    fireEvent.click(screen.getByRole("radio", { name: "Leave it out" }));
    press("Add");
    await waitFor(() => expect(sent(seen)).toHaveLength(1));
    expect(sent(seen)[0]?.body).toEqual({
      ...{ kind: "schedule", workflowId: "wf_test", enabled: true, name: "Evening", inputs: { topic: "owls" } },
      ...{ cron: "30 18 L * *", timeZone: "UTC", missed: "skip" },
    });
    expect(await screen.findByRole("listitem", { name: "Evening" })).toBeTruthy();
  });

  it("stands while a time zone is written letter by letter, and says what is no zone", async () => {
    const seen = show([]);
    press("Add a schedule");
    await screen.findByText(/Next three times/);
    const asked = seen.length;
    fill("Time zone", "Asia/Se");
    expect((await screen.findByRole("alert")).textContent).toBe("A time zone by its name, such as Europe/Berlin");
    expect(screen.queryByText(/Next three times/)).toBeNull();
    expect(seen).toHaveLength(asked);
    fill("Time zone", "Asia/Seoul");
    expect((await screen.findByText(/Next three times/)).closest("p")?.textContent).toMatch(/30 Nov, 17:00/);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("leaves the day of the month as it is written, and takes it once it is one", () => {
    show([]);
    press("Add a schedule");
    fill("Cron", "0 9 5 * *");
    const value = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
    fill("Day of the month", "");
    expect(value("Day of the month")).toBe("");
    fill("Day of the month", "28");
    fill("Day of the month", "281");
    expect(value("Cron")).toBe("0 9 28 * *");
    fireEvent.blur(screen.getByLabelText("Day of the month"));
    expect(value("Day of the month")).toBe("28");
  });

  it("is not made without what its runs need", async () => {
    const seen = show([]);
    press("Add a schedule");
    press("Add");
    expect(await screen.findByText("This is needed.")).toBeTruthy();
    expect(sent(seen)).toEqual([]);
    fill("topic", "owls");
    expect(screen.queryByText("This is needed.")).toBeNull();
    press("Add");
    await waitFor(() => expect(sent(seen)).toHaveLength(1));
  });

  it("shows what stands in the workflow, a number too", () => {
    const inputs = { topic: { kind: "number", default: 3 } } as const;
    workflowStore.getState().load({ ...opened, settings: { inputs } });
    show([]);
    press("Add a schedule");
    expect(screen.getByLabelText<HTMLInputElement>("topic").placeholder).toBe("3");
  });

  it("says what is wrong with it before it is sent", async () => {
    show([], { "GET /api/triggers/times": () => failure(400, "invalid_request", "“x” is no time table.") });
    press("Add a schedule");
    fill("Cron", "x");
    expect((await screen.findByRole("alert")).textContent).toBe("“x” is no time table.");
  });
});

describe("a new hook", () => {
  it("shows its address, its secret and lines to call it, this once", async () => {
    show([]);
    press("Add a hook");
    press("Add");
    const secret = await screen.findByLabelText<HTMLInputElement>("Secret");
    expect(secret.value).toBe("pbs_secret");
    expect(screen.getByLabelText<HTMLInputElement>("Address").value).toBe(`${window.location.origin}/api/hooks/t2`);
    const lines = () => within(screen.getByRole("region", { name: "Call it" })).getByText(/curl/).textContent ?? "";
    expect(lines()).toContain("SECRET='pbs_secret'; BODY='{\"topic\":\"…\"}'");
    fireEvent.click(screen.getByRole("radio", { name: "With an access key" }));
    expect(lines()).toContain("authorization: Bearer $PATCHBAY_API_KEY");
    expect(lines()).not.toContain("pbs_secret");
    press("I have it");
    const row = within(await screen.findByRole("listitem", { name: "Hook" }));
    expect(row.getByText(`${window.location.origin}/api/hooks/t2`)).toBeTruthy();
    expect(row.getByRole("button", { name: "Copy the address" })).toBeTruthy();
    expect(row.getAllByText("Hook")).toHaveLength(1);
    expect(screen.queryByDisplayValue("pbs_secret")).toBeNull();
  });
});
