import { format } from "./locale";

// Not in `locale`: the first page tells no sizes.

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `512 bytes`, `1.2 MB`, in the language of the page; decimal, as file managers show it. */
export function bytesText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  const count = bytes / 1_000 ** power;
  // The short form of `byte` knows no plural.
  const unitDisplay = power === 0 ? "long" : "short";
  return format(count, power > 1 && count < 10 ? 1 : 0, { style: "unit", unit: units[power], unitDisplay });
}
