/** Columns as wide as their widest cell; empty columns are left out. */
export function toTable(heads: string[], rows: string[][]): string {
  const columns = heads.map((_, index) => index).filter((index) => rows.some((row) => row[index] !== ""));
  const cells = [heads, ...rows].map((row) => columns.map((index) => row[index] ?? ""));
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
