import { expect, it } from "vitest";
import { assetUri, outputUri, parseUri, runUri, workflowUri } from "./uris";

it("reads the addresses that it writes", () => {
  expect(parseUri(workflowUri("w-1"))).toEqual({ kind: "workflow", id: "w-1" });
  expect(parseUri(runUri("r_1"))).toEqual({ kind: "run", id: "r_1" });
  expect(parseUri(outputUri("r", "a/b %é"))).toEqual({ kind: "output", run: "r", name: "a/b %é" });
  expect(parseUri(assetUri("0".repeat(64)))).toEqual({ kind: "asset", sha256: "0".repeat(64) });
});

it.each([
  ...["", "file:///etc/passwd", "patchbay://keys/a", "patchbay://workflows/../x", "patchbay://workflows/a/outputs/b"],
  ...["patchbay://assets/abc", "patchbay://runs/r/outputs/%E0%A4%A", "patchbay://runs/r/outputs/a/b"],
])("knows nothing at %j", (uri) => expect(parseUri(uri)).toBeUndefined());
