import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Toaster } from "./Toaster";
import { toast } from "./toast";

afterEach(cleanup);

describe("a toast", () => {
  it("that was asked for before there is a place for it comes when there is", async () => {
    toast("Said early");
    toast.error("Failed early", { description: "For a reason" });
    // What is loaded when it is used is there before the place is drawn.
    await import("sonner");
    render(<Toaster />);
    await screen.findByText("Said early");
    await screen.findByText("Failed early");
    await screen.findByText("For a reason");
  });

  it("is taken away by its name", async () => {
    render(<Toaster />);
    toast("Waiting", { id: "wait", duration: Number.POSITIVE_INFINITY });
    await screen.findByText("Waiting");
    toast.dismiss("wait");
    await waitFor(() => expect(screen.queryByText("Waiting")).toBeNull());
  });
});
