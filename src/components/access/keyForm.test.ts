import { expect, it } from "vitest";
import { emptyForm, toCreate, today } from "./keyForm";

const nowMs = Date.parse("2026-11-29T12:00:00.000Z");
const form = { ...emptyForm, name: " Laptop " };

it("a key ends after so many days, or never", () => {
  expect(toCreate({ ...form, ending: "never" }, nowMs)).toEqual({ name: "Laptop", scopes: ["v1"] });
  expect(toCreate({ ...form, ending: "30" }, nowMs)?.expiresAt).toBe("2026-12-29T12:00:00.000Z");
});

it("a chosen day is in it to its end, today too, and a day that is over is not taken", () => {
  const day = today(new Date(nowMs));
  const ends = toCreate({ ...form, ending: "day", day }, nowMs)?.expiresAt ?? "";
  expect(today(new Date(ends))).toBe(day);
  expect(today(new Date(Date.parse(ends) + 1))).not.toBe(day);
  for (const wrong of ["2026-11-20", "", "2026-1"]) {
    expect(toCreate({ ...form, ending: "day", day: wrong }, nowMs)).toBeUndefined();
  }
});

it("is incomplete without a name, without anything that it opens, and with none that may pay", () => {
  expect(toCreate({ ...form, name: "  " }, nowMs)).toBeUndefined();
  expect(toCreate({ ...form, scopes: [] }, nowMs)).toBeUndefined();
  expect(toCreate({ ...form, accounts: [] }, nowMs)).toBeUndefined();
});

it("sends the scopes in the order of the doors, and who alone may pay", () => {
  const wanted = toCreate({ ...form, scopes: ["runs", "v1"], accounts: ["acc_1"], ending: "never" }, nowMs);
  expect(wanted).toEqual({ name: "Laptop", scopes: ["v1", "runs"], accounts: ["acc_1"] });
});
