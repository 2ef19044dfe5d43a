import { describe, expect, it } from "vitest";
import { parseJson, parseKeepingDigits } from "./jsonText";

describe("JSON text", () => {
  it.each([
    "9007199254740993",
    "-9007199254740993",
    "12345678901234567890",
    "0.12345678901234567890123",
    "1e400",
    "1.5e-400",
  ])("keeps the digits of %s as text, wherever it stands", (number) => {
    expect(parseKeepingDigits(number)).toBe(number);
    expect(parseKeepingDigits(`{"a":[{"id":${number}}]}`)).toEqual({ a: [{ id: number }] });
  });

  it.each([
    "9007199254740992",
    "1.0000000000000000",
    "0.1",
    "1e21",
    "1.7976931348623157e308",
    "100000000000000000000",
    "-0",
    "5e-324",
  ])("leaves %s a number, since it comes back with the same digits", (number) => {
    expect(parseKeepingDigits(number)).toBe(Number(number));
  });

  it("leaves text with many digits and odd names as they are", () => {
    const text = '{"__proto__":"12345678901234567890","b":{"constructor":1234567890123456789012}}';
    const value = parseKeepingDigits(text);
    expect(JSON.stringify(value)).toBe(text.replace("1234567890123456789012", '"1234567890123456789012"'));
  });

  it("names what is no JSON", () => {
    expect(() => parseJson("{", "The file")).toThrow(/^The file is not JSON \(/);
  });
});
