import { expect, it, vi } from "vitest";
import { withoutForce } from "./useKnownPorts";

it("lets no node look for ports that it does not draw", () => {
  const update = vi.fn();
  const nodeElement = document.createElement("div");
  withoutForce(update)(new Map([["a", { id: "a", nodeElement, force: true }]]), { triggerFitView: false });
  expect(update).toHaveBeenCalledWith(new Map([["a", { id: "a", nodeElement, force: false }]]), {
    triggerFitView: false,
  });
});
