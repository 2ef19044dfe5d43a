import { expect, it } from "vitest";
import { maskEmail } from "./accountView";

it("masks an e-mail so that its owner knows it and nobody else does", () => {
  expect(maskEmail("ada@example.com")).toBe("a••@example.com");
  expect(maskEmail("a@b@example.com")).toBe("a••@example.com");
  expect(maskEmail("😀smile@example.com")).toBe("😀••@example.com");
  expect(maskEmail("@example.com")).toBe("••");
  expect(maskEmail("nobody")).toBe("••");
});
