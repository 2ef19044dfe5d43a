import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failure, type SeenRequest, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import type { AuditEntry } from "@/types/people";
import { AuditDialog } from "./AuditDialog";

const entry = (id: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ id: String(id), at: "2026-11-01T10:00:00.000Z", kind: "sign_in", address: "192.0.2.7" },
  ...{ person: { id: "p_anna", name: "anna" }, ...change },
});

beforeEach(() => personStore.setState({ person: { id: "p_anna", name: "anna", role: "admin" } }));
afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  await stopServing();
});

function show(audit: unknown) {
  const seen = serve({ "GET /api/audit": audit, "GET /api/people": { people: [] } });
  render(<AuditDialog onClose={vi.fn()} />);
  return () => seen.filter(({ path }) => path.startsWith("/api/audit")).map(({ path }) => path);
}

describe("the audit log", () => {
  it("shows what was done by whom, and goes on to older entries where the server says", async () => {
    const pages: Record<string, unknown> = {
      none: { entries: [entry(9, { kind: "key_changed", about: "openai", details: { lastFour: "41f2" } })], next: "9" },
      "9": { entries: [entry(8, { person: undefined, kind: "person_added", about: "ben" })] },
    };
    const asked = show(
      ({ path }: SeenRequest) => pages[new URLSearchParams(path.split("?")[1]).get("before") ?? "none"],
    );
    const first = (await screen.findByText("Key changed")).closest("tr");
    expect(first?.textContent).toMatch(/anna.*openai.*lastFour: 41f2.*192\.0\.2\.7/);
    fireEvent.click(screen.getByRole("button", { name: "Show older entries" }));
    const second = (await screen.findByText("Person added")).closest("tr");
    expect(second?.textContent).toMatch(/At the terminal.*ben/);
    expect(screen.getByText("Key changed")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show older entries" })).toBeNull();
    expect(asked()).toEqual(["/api/audit?limit=50", "/api/audit?before=9&limit=50"]);
    expect(screen.getByRole("link", { name: "Download" }).getAttribute("href")).toBe("/api/audit/export");
  });

  it("says that nothing fits, or that it cannot be read", async () => {
    show({ entries: [] });
    await screen.findByText("Nothing was noted that fits.");
    cleanup();
    await stopServing();
    show(failure(500, "storage_failed", "The log cannot be read."));
    await screen.findByText("The log cannot be read.");
    expect(screen.queryByText("Nothing was noted that fits.")).toBeNull();
  });
});
