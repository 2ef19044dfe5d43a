import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { personStore } from "@/store/person";
import { AppError } from "@/types/errors";
import type { KeyView } from "@/types/providers";
import { KeyRow } from "./KeyRow";

function show(view: Omit<KeyView, "provider">, onSave = vi.fn(async () => {}), onRemove = vi.fn(async () => {})) {
  render(<KeyRow provider="google" view={{ provider: "google", ...view }} onSave={onSave} onRemove={onRemove} />);
  const field = screen.getByLabelText("Google Gemini") as HTMLInputElement;
  return { field, onSave, onRemove };
}

afterEach(() => {
  cleanup();
  personStore.setState({ person: undefined });
});

describe("a key field", () => {
  it("saves what was typed, trimmed, and empties itself", async () => {
    const { field, onSave } = show({ source: null });
    expect(field.type).toBe("password");
    fireEvent.change(field, { target: { value: "  AIza-key-41f2 " } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await vi.waitFor(() => expect(field.value).toBe(""));
    expect(onSave).toHaveBeenCalledWith({ key: "AIza-key-41f2" });
  });

  it("says what is wrong right under the field, and keeps what was typed", async () => {
    const refuse = vi.fn(() => Promise.reject(new AppError("storage_failed", "The disk is full.")));
    const { field } = show({ source: null }, refuse);
    fireEvent.change(field, { target: { value: "AIza-key-41f2" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The disk is full.")).toBeTruthy();
    expect(field.value).toBe("AIza-key-41f2");
  });

  it("refuses a scrap without asking the server", async () => {
    const { field, onSave } = show({ source: null });
    fireEvent.change(field, { target: { value: "abc" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/too short for a key/)).toBeTruthy();
    expect(onSave).not.toHaveBeenCalled();
  });

  it("names what was pasted in the place of a key", async () => {
    const { field, onSave } = show({ source: null });
    fireEvent.change(field, { target: { value: "AIza••••••••41f2" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/This cannot be a key: it is masked/)).toBeTruthy();
    expect(onSave).not.toHaveBeenCalled();
  });

  it("says why a stored key is not used, and calls it ready no more", () => {
    show({ source: "stored", problem: "The file of API keys was changed." });
    expect(screen.getByText("The file of API keys was changed.")).toBeTruthy();
    expect(screen.queryByText("Ready")).toBeNull();
  });

  it("takes an address of one's own beside the key, and shows the saved one", async () => {
    const { field, onSave } = show({ source: "stored", lastFour: "41f2", baseUrl: "https://gateway.example" });
    const address = screen.getByLabelText("Base URL") as HTMLInputElement;
    expect(address.value).toBe("https://gateway.example");
    fireEvent.change(field, { target: { value: "AIza-key-41f2" } });
    fireEvent.change(address, { target: { value: "http://169.254.169.254" } });
    fireEvent.click(screen.getByRole("button", { name: "Replace" }));
    expect(await screen.findByText(/Enter an https address/)).toBeTruthy();
    expect(onSave).not.toHaveBeenCalled();
    fireEvent.change(address, { target: { value: "http://localhost:4010" } });
    fireEvent.click(screen.getByRole("button", { name: "Replace" }));
    await vi.waitFor(() =>
      expect(onSave).toHaveBeenCalledWith({ key: "AIza-key-41f2", baseUrl: "http://localhost:4010" }),
    );
  });

  it("forgets the address of a key that was removed, so that the next one does not go there unseen", () => {
    const row = (view: KeyView) => <KeyRow provider="google" view={view} onSave={vi.fn()} onRemove={vi.fn()} />;
    const { rerender } = render(row({ provider: "google", source: "stored", baseUrl: "https://gateway.example" }));
    rerender(row({ provider: "google", source: null }));
    expect((screen.getByLabelText("Base URL") as HTMLInputElement).value).toBe("");
  });

  it("shows where a key comes from: a stored one can be removed, one of the environment can only be replaced", async () => {
    const { field, onRemove } = show({ source: "stored", lastFour: "41f2" });
    expect(field.placeholder).toBe("saved ·· 41f2");
    fireEvent.click(screen.getByRole("button", { name: "Remove" }));
    const dialog = await screen.findByRole("alertdialog");
    fireEvent.click([...dialog.querySelectorAll("button")].at(-1) as HTMLButtonElement);
    await vi.waitFor(() => expect(onRemove).toHaveBeenCalled());
    cleanup();
    const environment = show({ source: "env", lastFour: "9c1d" });
    expect(environment.field.placeholder).toBe("from environment ·· 9c1d");
    expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
  });

  it("is there to be read for who is no admin, and not to be changed", () => {
    const view: KeyView = { provider: "google", source: "stored", lastFour: "41f2" };
    const row = () => render(<KeyRow provider="google" view={view} onSave={vi.fn()} onRemove={vi.fn()} />);
    personStore.setState({ person: { id: "p_ben", name: "ben", role: "editor" } });
    row();
    expect(screen.getByText("saved ·· 41f2")).toBeTruthy();
    expect([screen.queryByRole("textbox"), screen.queryByLabelText("Google Gemini")]).toEqual([null, null]);
    expect(screen.queryByRole("button")).toBeNull();
    cleanup();
    personStore.setState({ person: { id: "p_anna", name: "anna", role: "admin" } });
    row();
    expect(screen.getByLabelText("Google Gemini")).toBeTruthy();
  });
});
