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
} as const;
