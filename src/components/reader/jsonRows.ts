import { isRecord } from "@/lib/nodes/values";
import type { Value } from "@/types/run";

/** One line of a tree of JSON. */
export interface JsonRow {
  /** JSON Pointer (RFC 6901) from the root: also who it is. */
  pointer: string;
  depth: number;
  /** Of the field, or of the place in an array; undefined for the root. */
  name?: string;
  value: Value;
  /** How many it holds; undefined for what holds nothing. */
  size?: number;
  isOpen: boolean;
  /** Among those beside it, from 1, and how many these are. */
  place: number;
  places: number;
}

/** So many lines are open from the start; what lies deeper, or would be more, is folded. */
const OPEN_LINES = 400;

/** The pointers that are open at first: level by level, as long as the lines do not become too many. */
export function openAtFirst(root: Value): ReadonlySet<string> {
  const open = new Set<string>();
  let level: [string, Value][] = [["", root]];
  let lines = 1;
  while (level.length > 0) {
    const next = level.flatMap(([pointer, value]) =>
      childrenOf(value).map(([name, child]): [string, Value] => [`${pointer}/${escapeToken(name)}`, child]),
    );
    lines += next.length;
    if (lines > OPEN_LINES && open.size > 0) break;
    for (const [pointer, value] of level) if (sizeOf(value) !== undefined) open.add(pointer);
    level = next.filter(([, value]) => sizeOf(value) !== undefined);
  }
  return open;
}

/** The lines of a tree from top to bottom, without what is folded. */
export function jsonRows(root: Value, open: ReadonlySet<string>): JsonRow[] {
  const rows: JsonRow[] = [];
  const add = (row: Omit<JsonRow, "size" | "isOpen">): void => {
    const size = sizeOf(row.value);
    const isOpen = size !== undefined && open.has(row.pointer);
    rows.push({ ...row, size, isOpen });
    if (!isOpen) return;
    const children = childrenOf(row.value);
    for (const [index, [name, value]] of children.entries()) {
      const pointer = `${row.pointer}/${escapeToken(name)}`;
      add({ pointer, depth: row.depth + 1, name, value, place: index + 1, places: children.length });
    }
  };
  add({ pointer: "", depth: 0, value: root, place: 1, places: 1 });
  return rows;
}

export interface TreeStep {
  /** The line that has the cursor then. */
  to: number;
  /** Whether that line is open then, if the key changes it. */
  isOpen?: boolean;
}

/** What a key does on the line `at`; undefined for keys that the tree leaves alone. Source: WAI-ARIA APG, tree view. */
export function stepInTree(key: string, rows: readonly JsonRow[], at: number): TreeStep | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  const last = rows.length - 1;
  const isFolded = row.size !== undefined && !row.isOpen;
  if (key === "ArrowDown") return { to: Math.min(last, at + 1) };
  if (key === "ArrowUp") return { to: Math.max(0, at - 1) };
  if (key === "Home") return { to: 0 };
  if (key === "End") return { to: last };
  if (key === "ArrowRight")
    return isFolded ? { to: at, isOpen: true } : { to: Math.min(last, row.isOpen ? at + 1 : at) };
  if (key === "ArrowLeft") return row.isOpen ? { to: at, isOpen: false } : { to: parentAt(rows, at) };
  if (key === "Enter" || key === " ") return row.size === undefined ? { to: at } : { to: at, isOpen: !row.isOpen };
  return undefined;
}

function parentAt(rows: readonly JsonRow[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  return Math.max(
    0,
    rows.slice(0, at).findLastIndex((row) => row.depth < depth),
  );
}

function sizeOf(value: Value): number | undefined {
  if (Array.isArray(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : undefined;
}

function childrenOf(value: Value): [string, Value][] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  return isRecord(value) ? Object.entries(value) : [];
}

/** Source: RFC 6901, section 3. */
function escapeToken(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
