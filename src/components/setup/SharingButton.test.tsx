import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { failure, serve, stopServing } from "@/components/testServer";
import { personStore } from "@/store/person";
import type { Role } from "@/types/people";
import type { Sharing } from "@/types/sharing";
import { SharingButton } from "./SharingButton";

afterEach(async () => {
  cleanup();
  personStore.setState({ person: undefined });
  await stopServing();
});

const people = [
  { id: "p_anna", name: "anna", role: "admin", disabled: false },
  { id: "p_ben", name: "ben", role: "runner", disabled: false },
  { id: "p_cyd", name: "cyd", role: "editor", disabled: false },
  { id: "p_dan", name: "dan", role: "editor", disabled: true },
];

function show(role: Role | undefined, sharing?: Sharing, answer: unknown = { keys: [] }) {
  personStore.setState({ person: role && { id: "p_anna", name: "anna", role } });
  const seen = serve({
    "GET /api/people": { people },
    "PATCH /api/keys/openai": answer,
  });
  render(<SharingButton what={{ key: "openai" }} name="OpenAI" sharing={sharing} />);
  return { sent: () => seen.filter(({ method }) => method === "PATCH").map(({ body }) => body) };
}

describe("the sharing of a key", () => {
  it("is told to admins alone, and where people have names", () => {
    for (const role of ["editor", undefined] as const) {
      show(role);
      expect(screen.queryByRole("button")).toBeNull();
      cleanup();
    }
    show("admin", { sharedWith: ["p_ben", "p_cyd"], share: { callsPerDay: 1500 } });
    expect(screen.getByRole("button").textContent).toBe("2 people · 1,500 calls a day each");
    expect(screen.getByRole("button", { name: /^Sharing of OpenAI: 2 people/ })).toBeTruthy();
  });

  it("goes to some people, with a share for each", async () => {
    const { sent } = show("admin", { sharedWith: ["p_cyd"], share: null });
    fireEvent.click(screen.getByRole("button", { name: /Sharing of OpenAI/ }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.click(await within(dialog).findByRole("checkbox", { name: "ben" }));
    expect(within(dialog).getAllByRole("checkbox")).toHaveLength(2);
    const calls = within(dialog).getByLabelText("Calls a day for each person");
    const save = within(dialog).getByRole("button", { name: "Save" }) as HTMLButtonElement;
    for (const wrong of ["0", "1.5", "many"]) {
      fireEvent.change(calls, { target: { value: wrong } });
      expect(save.disabled).toBe(true);
    }
    fireEvent.change(calls, { target: { value: "20" } });
    fireEvent.click(save);
    await expect.poll(() => screen.queryByRole("dialog")).toBeNull();
    expect(sent()).toEqual([{ sharedWith: ["p_cyd", "p_ben"], share: { callsPerDay: 20 } }]);
  });

  it("says why it could not be changed, and stays open", async () => {
    show("admin", undefined, failure(500, "storage_failed", "The database does not answer."));
    fireEvent.click(screen.getByRole("button", { name: /Sharing of OpenAI: Everyone/ }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await within(dialog).findByText(/database does not answer/)).toBeTruthy();
  });
});
