import type { Locator } from "playwright-core";

/** The cells of the one table in `place`, as text, row by row; the first row is its head. */
export async function rowsOf(place: Locator): Promise<string[][]> {
  await place.getByRole("table").waitFor();
  return place
    .getByRole("table")
    .locator("tr")
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)));
}
