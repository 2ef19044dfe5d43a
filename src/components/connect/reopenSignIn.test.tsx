import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { authStatus, serve, stopServing } from "@/components/testServer";
import { closeDialog, dialogStore } from "@/store/dialogStore";
import type { PendingSignInView } from "@/types/providers";
import { useRememberedDialog, useReopenedSignIn } from "./reopenSignIn";
import { pending } from "./testDialog";

function Remembered() {
  useRememberedDialog("acc_1");
  return null;
}

function Shell() {
  useReopenedSignIn();
  return null;
}

/** The page loads anew, with this sign-in under way on the server. */
function reload(rows: PendingSignInView[]) {
  const seen = serve({ "GET /api/auth/openai/status": authStatus({ pending: rows }) });
  render(<Shell />);
  return waitFor(() => expect(seen).toHaveLength(1));
}

/** A reload unmounts nothing: the note stays as it was while the dialog was open. */
function noteOpenDialog() {
  render(<Remembered />);
  const note = { ...sessionStorage };
  cleanup();
  Object.assign(sessionStorage, note);
}

afterEach(async () => {
  cleanup();
  closeDialog();
  sessionStorage.clear();
  await stopServing();
});

describe("a reload in the middle of a sign-in", () => {
  it("opens the dialog again for the same account", async () => {
    noteOpenDialog();
    await reload([pending({ account: "acc_1" })]);
    await waitFor(() => expect(dialogStore.getState().dialog).toEqual({ kind: "connect", account: "acc_1" }));
  });

  it("opens nothing when the sign-in has ended meanwhile", async () => {
    noteOpenDialog();
    await reload([pending({ account: "acc_1", status: "failed" })]);
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
    expect(dialogStore.getState().dialog).toBeNull();
  });

  it("opens nothing after the dialog was closed, though the sign-in still waits", async () => {
    render(<Remembered />);
    cleanup();
    await reload([pending({ account: "acc_1" })]);
    expect(dialogStore.getState().dialog).toBeNull();
  });
});
