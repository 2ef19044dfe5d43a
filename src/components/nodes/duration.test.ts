import { afterEach, expect, it } from "vitest";
import { percentText, setLanguage } from "@/components/language/locale";
import { bytesText } from "@/components/language/sizes";
import { formatDuration, formatElapsed } from "./duration";

afterEach(() => setLanguage("en"));

it("says durations to two digits or so, long ones in minutes", () => {
  const told = [40, 2_400, 75_200, 99_400, 167_000, 3_600_400].map(formatDuration);
  expect(told).toEqual(["<0.1 s", "2.4 s", "75 s", "99 s", "2 min 47 s", "60 min 0 s"]);
});

it("says of a clock that runs the seconds that are over, and minutes from where durations have them", () => {
  expect([999, 99_999, 100_000, 167_900].map(formatElapsed)).toEqual(["0 s", "99 s", "1 min 40 s", "2 min 47 s"]);
});

it("says sizes and shares as the language of the page writes them", () => {
  expect([0, 512, 30_400, 1_240_000, 52_000_000, 3_200_000_000].map(bytesText)).toEqual([
    "0 bytes",
    "512 bytes",
    "30 kB",
    "1.2 MB",
    "52 MB",
    "3.2 GB",
  ]);
  expect([0.4, 61.6, 100].map(percentText)).toEqual(["0%", "62%", "100%"]);
  setLanguage("ko");
  expect([bytesText(512), bytesText(1_240_000), percentText(62)]).toEqual(["512바이트", "1.2MB", "62%"]);
});
