import type { Value } from "@/types/run";

export interface TransformExample {
  code: string;
  list: "each" | "whole";
  inputs?: string[];
  /** By input: what it can be tried with. */
  sample: Record<string, Value>;
}

/** Code to begin with, for what people most often want of data. Each is run by a test. */
export const transformExamples = {
  pick: {
    list: "each",
    sample: { value: { name: "Ada", mail: "ada@example.org", address: { city: "London" } } },
    code: `(row) => ({
  name: row.name,
  city: row.address?.city ?? null,
})`,
  },
  filter: {
    list: "whole",
    sample: {
      value: [
        { name: "A", score: 8 },
        { name: "B", score: 3 },
      ],
    },
    code: `(rows) => rows.filter((row) => Number(row.score) >= 5)`,
  },
  join: {
    list: "whole",
    inputs: ["value", "table"],
    sample: {
      value: [
        { id: 1, name: "Ada" },
        { id: 2, name: "Grace" },
      ],
      table: [{ id: 1, city: "London" }],
    },
    code: `(rows, { table }) => {
  // What both have in common.
  const key = "id";
  const found = new Map(table.map((row) => [String(row[key]), row]));
  return rows.map((row) => ({ ...found.get(String(row[key])), ...row }));
}`,
  },
  dates: {
    list: "each",
    sample: { value: "Ordered on 2024-03-05, delivered 17.4.2024." },
    code: `(text) => {
  // 2024-03-05, and 5.3.2024 or 5/3/2024 with the day first.
  const pattern = /(\\d{4})-(\\d{1,2})-(\\d{1,2})|(\\d{1,2})[./](\\d{1,2})[./](\\d{4})/g;
  const two = (part) => part.padStart(2, "0");
  return Array.from(text.matchAll(pattern), ([, y, m, d, day, month, year]) =>
    y ? \`\${y}-\${two(m)}-\${two(d)}\` : \`\${year}-\${two(month)}-\${two(day)}\`,
  );
}`,
  },
  numbers: {
    list: "each",
    sample: { value: "1.234,50 €" },
    code: `(text) => {
  const found = /-?\\d[\\d.,'’\\s]*/.exec(String(text))?.[0].trim() ?? "";
  // The last point or comma with one or two digits after it stands before the fraction.
  const [, whole, fraction] = /^(.*?)(?:[.,](\\d{1,2}))?$/s.exec(found);
  const digits = whole.replace(/[^\\d-]/g, "");
  return digits === "" ? null : Number(\`\${digits}.\${fraction ?? "0"}\`);
}`,
  },
  group: {
    list: "whole",
    sample: {
      value: [
        { city: "Rome", sum: 3 },
        { city: "Oslo", sum: 1 },
        { city: "Rome", sum: 4 },
      ],
    },
    code: `(rows) => {
  const groups = Map.groupBy(rows, (row) => row.city);
  return [...groups].map(([city, all]) => ({
    city,
    count: all.length,
    sum: all.reduce((sum, row) => sum + Number(row.sum), 0),
  }));
}`,
  },
  sort: {
    list: "whole",
    sample: {
      value: [
        { name: "B", score: 3 },
        { name: "A", score: 8 },
      ],
    },
    code: `(rows) => rows.toSorted((a, b) => Number(b.score) - Number(a.score))`,
  },
  unique: {
    list: "whole",
    sample: { value: ["Rome", "rome ", "Oslo"] },
    code: `(items) => {
  const keyOf = (item) => JSON.stringify(item).trim().toLowerCase().replace(/\\s+"$/, '"');
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}`,
  },
  split: {
    list: "each",
    sample: { value: "One paragraph.\n\nAnother one.\n\nA third." },
    code: `(text) => {
  // Paragraphs, put together to parts of at most so many characters.
  const most = 2000;
  const parts = [""];
  for (const paragraph of text.split(/\\n\\s*\\n/)) {
    const last = parts.at(-1);
    if (last !== "" && last.length + paragraph.length > most) parts.push(paragraph);
    else parts[parts.length - 1] = last === "" ? paragraph : \`\${last}\\n\\n\${paragraph}\`;
  }
  return parts;
}`,
  },
  template: {
    list: "whole",
    sample: {
      value: [
        { name: "Tea", price: 3 },
        { name: "Cake", price: 5 },
      ],
    },
    code: `(rows) => rows.map((row, place) => \`\${place + 1}. \${row.name}: \${row.price} €\`).join("\\n")`,
  },
} as const satisfies Record<string, TransformExample>;

export type TransformExampleName = keyof typeof transformExamples;
