import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { accountView, stopServing } from "@/components/testServer";
import { asked, openDialog } from "./testDialog";

afterEach(async () => {
  cleanup();
  sessionStorage.clear();
  await stopServing();
});

describe("importing from the Codex CLI", () => {
  const choose = (text: string) => {
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input === null) throw new Error("no field for a file");
    fireEvent.change(input, { target: { files: [new File([text], "auth.json")] } });
  };

  it("warns about sharing one login before any file is chosen, then takes the file", async () => {
    const { seen } = openDialog({
      "POST /api/auth/openai/import": { account: accountView({ name: "Imported" }), warning: "shared" },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Import from Codex CLI" }));
    expect(screen.getByText("Two programs would share one login")).toBeTruthy();
    expect(asked(seen, "/api/auth/openai/import")).toHaveLength(0);
    choose('{"tokens":{"access_token":"t"}}');
    expect(await screen.findByText("You are connected")).toBeTruthy();
    expect(asked(seen, "/api/auth/openai/import")[0]?.body).toEqual({ tokens: { access_token: "t" } });
  });

  it("sends nothing that is not JSON", async () => {
    const { seen } = openDialog();
    fireEvent.click(await screen.findByRole("button", { name: "Import from Codex CLI" }));
    choose("OPENAI_API_KEY=sk");
    expect(await screen.findByText(/cannot be read as JSON/)).toBeTruthy();
    expect(asked(seen, "/api/auth/openai/import")).toHaveLength(0);
  });
});
