import { plural } from "@/components/language/locale";

/** Words of tables that compare: their settings, their foot, thumbs and what is said of scores. */
export const evaluation = {
  fields: {
    spread: "Records as columns",
    spreadHint: "Rows of a CSV file and the like get a column for each of their fields.",
    columns: "Columns of the result",
    none: "Connect lists to this node; their columns are named, ordered and left out here.",
    name: (column: string) => `Name of ${column}`,
    keep: (column: string) => `Keep ${column}`,
    up: (column: string) => `Move ${column} up`,
    down: (column: string) => `Move ${column} down`,
    reset: "As they come in",
    count: (count: number) => plural(count, { one: "1 column", other: `${count} columns` }),
  },
  foot: {
    label: "All rows that are shown",
    count: (count: string) => `${count} values`,
    countFailed: (count: string, failed: string) => `${count} values, ${failed} failed`,
    mean: (mean: string) => `Mean ${mean}`,
    passed: (share: string) => `${share} passed`,
    tokens: (tokens: string) => `${tokens} tokens`,
  },
  thumbs: {
    label: "What you think of this row",
    up: (row: string) => `Row ${row} is good`,
    down: (row: string) => `Row ${row} is not good`,
    note: "A note on this row",
    keys: "Plus and minus say that a row is good or not.",
    failed: "What you said was not saved.",
  },
  scores: {
    open: "Scores",
    label: "What the scores say",
    passed: "Passed",
    notPassed: "Not passed",
    interval: (low: string, high: string) => `${low}–${high}`,
    mean: (mean: string) => `mean ${mean}`,
    n: (count: string) => `n = ${count}`,
    /** `82 of 100 (82%)` */
    share: (passes: string, n: string, percent: string) => `${passes} of ${n} (${percent})`,
    leads: (leader: string, ofLeader: string, second: string, ofSecond: string) =>
      `${leader} leads: ${ofLeader} passed, of ${second} ${ofSecond}.`,
    apart: "Its 95% interval lies above all others: that is hardly chance.",
    overlaps: "The 95% intervals overlap: on so many rows this may be chance. More rows tell more.",
    tie: (names: string, share: string, n: string) => `${names} passed equally often: ${share}, n = ${n}.`,
    agreement: (share: string, kappa: string, n: string) => `Agrees with thumbs on ${share}, κ = ${kappa}, n = ${n}`,
    noThumbs: "No thumbs yet to compare with",
    kappa: "Cohen's kappa: agreement beyond chance. 1 is always, 0 is chance. κ = (p₀ − pₑ) / (1 − pₑ)",
  },
  runs: {
    label: "Scores before and after",
    columns: { score: "Score", passed: "Passed", mean: "Mean", better: "Better", worse: "Worse" },
    change: (before: string, after: string) => `${before} → ${after}`,
    /** `62% (50–73%, n = 60)` */
    passed: (share: string, low: string, high: string, n: string) => `${share} (${low}–${high}, n = ${n})`,
    better: (rows: string) => `+${rows} better`,
    worse: (rows: string) => `−${rows} worse`,
  },
} as const;
