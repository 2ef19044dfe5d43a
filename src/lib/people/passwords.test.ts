import { hash } from "@node-rs/argon2";
import { expect, it } from "vitest";
import { hashPassword, isPassword, isWeak } from "./passwords";

const password = "correct horse battery";

it("a password is kept as Argon2id with its own salt, and only the same one is it", async () => {
  const [one, other] = [await hashPassword(password), await hashPassword(password)];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(other);
  expect(await isPassword(one, password)).toBe(true);
  expect(await isPassword(other, password)).toBe(true);
  expect(await isPassword(one, `${password} `)).toBe(false);
});

it("the same letters are the same password, whatever keyboard wrote them", async () => {
  expect(await isPassword(await hashPassword("cafe\u0301 ole ole"), "caf\u00e9 ole ole")).toBe(true);
});

it.each([undefined, null, "", "no hash", "$argon2id$v=19$m=1$x"])(
  "nothing is the password of the hash %j",
  async (kept) => {
    expect(await isPassword(kept, "")).toBe(false);
    expect(await isPassword(kept, password)).toBe(false);
  },
);

it("a hash of weaker measures is told", async () => {
  expect(await isWeak(await hash(password, { memoryCost: 9728, timeCost: 2, parallelism: 1 }))).toBe(true);
  expect(await isWeak(await hash(password, { memoryCost: 19_456, timeCost: 1, parallelism: 1 }))).toBe(true);
  expect(await isWeak(await hash(password, { memoryCost: 65_536, timeCost: 3, parallelism: 4 }))).toBe(false);
  expect(await isWeak(await hashPassword(password))).toBe(false);
});
