import { expect, it } from "vitest";
import { isSameText } from "./sameText";

it("tells texts apart, also where one begins like the other", () => {
  expect(isSameText("pässword", "pässword")).toBe(true);
  expect(isSameText("", "")).toBe(true);
  for (const other of ["", "passwor", "password ", "Password"]) expect(isSameText("password", other)).toBe(false);
});
