import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import type { SecretView } from "@/types/secrets";
import { SecretsTab } from "./SecretsTab";

const token: SecretView = {
  ...{ name: "API_KEY", origins: ["https://api.example.com"] },
  updatedAt: "2026-11-01T10:00:00.000Z",
};

afterEach(async () => {
  cleanup();
  await stopServing();
});

it("sets a secret with where it may go, and removes one after a question", async () => {
  let kept: SecretView[] = [token];
  const seen = serve({
    "GET /api/secrets": () => ({ secrets: kept }),
    "PUT /api/secrets/HOOK_TOKEN": () => {
      kept = [...kept, { ...token, name: "HOOK_TOKEN" }];
      return kept.at(-1);
    },
    "DELETE /api/secrets/API_KEY": () => {
      kept = kept.filter(({ name }) => name !== "API_KEY");
      return { removed: "API_KEY" };
    },
  });
  render(<SecretsTab />);
  expect((await screen.findByRole("listitem", { name: "API_KEY" })).textContent).toContain(
    "Goes to https://api.example.com",
  );
  fireEvent.click(screen.getByRole("button", { name: "New secret" }));
  const type = (name: string, value: string) => fireEvent.change(screen.getByLabelText(name), { target: { value } });
  type("Name", "hook token");
  type("Value", "s3cret");
  type("May be sent to", "https://hooks.example.com/path");
  expect(screen.getAllByRole("alert").map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining("capital letter"),
    expect.stringContaining("without a path"),
  ]);
  expect(screen.getByRole("button", { name: "Save" })).toHaveProperty("disabled", true);
  type("Name", "HOOK_TOKEN");
  type("May be sent to", "https://hooks.example.com/\n");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByRole("listitem", { name: "HOOK_TOKEN" });
  fireEvent.click(screen.getByRole("button", { name: "Remove API_KEY" }));
  fireEvent.click(await screen.findByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByRole("listitem", { name: "API_KEY" })).toBeNull());
  const sent = seen.filter(({ method }: SeenRequest) => method !== "GET");
  expect(sent.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["PUT", "/api/secrets/HOOK_TOKEN", { value: "s3cret", origins: ["https://hooks.example.com"] }],
    ["DELETE", "/api/secrets/API_KEY", {}],
  ]);
});
