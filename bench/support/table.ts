export interface Figure {
  what: string;
  ours: number;
  unit: string;
  /** What ours is held against, measured in the same run; a text says why there is no figure. */
  beside?: { name: string; figure: number | string };
  /** Of ours, or of its ratio to what stands beside it. */
  goal?: { most?: number; least?: number; ofRatio?: boolean };
}

const columns = ["what", "ours", "beside it", "", "ratio", "goal", "met"];
const rows: string[][] = [];

/** Prints a figure at once, and keeps it for the table. */
export function report(figure: Figure): void {
  const row = toRow(figure);
  rows.push(row);
  console.log(`  ${row.filter((cell) => cell !== "").join(" · ")}`);
}

/** What has to be known of the figures and is none; it stands in the table as well. */
export function note(text: string): void {
  rows.push([text]);
  console.log(`  ${text}`);
}

export function printTable(): void {
  const full = rows.filter(({ length }) => length > 1);
  const widths = columns.map((name, column) => Math.max(name.length, ...full.map((row) => row[column]?.length ?? 0)));
  const print = (row: string[]) => {
    const cells = row.length === 1 ? row : row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    console.log(cells.join("  ").trimEnd());
  };
  console.log("");
  print(columns);
  print(widths.map((width) => "-".repeat(width)));
  for (const row of rows) print(row);
}

function toRow({ what, ours, unit, beside, goal }: Figure): string[] {
  const ratio = typeof beside?.figure === "number" ? ours / beside.figure : undefined;
  const figure = typeof beside?.figure === "number" ? withUnit(beside.figure, unit) : (beside?.figure ?? "");
  return [
    what,
    withUnit(ours, unit),
    beside?.name ?? "",
    figure,
    ratio === undefined ? "" : `${rounded(ratio)} ×`,
    goal === undefined ? "" : toGoalText(goal, unit),
    goal === undefined ? "" : isMet(goal, ours, ratio) ? "yes" : "NO",
  ];
}

function isMet(
  { most = Infinity, least = -Infinity, ofRatio }: NonNullable<Figure["goal"]>,
  ours: number,
  ratio = NaN,
) {
  const value = ofRatio ? ratio : ours;
  return value <= most && value >= least;
}

function toGoalText({ most, least, ofRatio }: NonNullable<Figure["goal"]>, unit: string): string {
  const ofWhat = ofRatio ? "×" : unit;
  if (most === least) return `${most} ${ofWhat}`.trim();
  return most === undefined ? `≥ ${least} ${ofWhat}`.trim() : `≤ ${most} ${ofWhat}`.trim();
}

function withUnit(value: number, unit: string): string {
  return `${rounded(value)} ${unit}`.trim();
}

/** Whole numbers as they are, others with as many digits as can be told apart. */
function rounded(value: number): string {
  if (Number.isInteger(value) || value >= 100) return value.toFixed(0);
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}
