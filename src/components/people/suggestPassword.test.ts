import { expect, it } from "vitest";
import { newPasswordSchema } from "@/types/people";
import { suggestPassword } from "./suggestPassword";

it("suggests a password that is long enough, another each time", () => {
  const passwords = Array.from({ length: 50 }, () => suggestPassword());
  for (const password of passwords) {
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    expect(newPasswordSchema.safeParse(password).success).toBe(true);
  }
  expect(new Set(passwords).size).toBe(50);
});

it("leaves out bytes that would make some letters likelier", () => {
  const calls: number[] = [];
  const bytes = (array: Uint8Array<ArrayBuffer>) => array.fill(calls.push(1) === 1 ? 255 : 0);
  expect(suggestPassword(bytes)).toBe("aaaa-aaaa-aaaa-aaaa");
  expect(calls).toHaveLength(2);
});
