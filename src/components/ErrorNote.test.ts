import { describe, expect, it } from "vitest";
import { titleOf } from "./ErrorNote";

describe("the heading of a failure", () => {
  it("tells a server of ours that is away from a provider that is", () => {
    const code = "upstream_unavailable";
    expect(titleOf({ code })).toBe("The provider is not available");
    expect(titleOf({ code, details: { offline: true } })).toBe("Patchbay is not answering");
  });

  it("is the general one for a code that only a newer server knows", () => {
    expect(titleOf({ code: "from_tomorrow" })).toBe(titleOf({ code: "internal" }));
  });
});
