import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { isAssetRef, isRecord, readItemError } from "./values";

/** What a port for columns gets of one of its wires. */
export type ArrivedColumn = {
  /** The node that it comes from, what it is called, and from which of its ports. */
  node: string;
  title: string;
  port: string;
  /** `value` is a list; a single value stands in each row. */
  list: boolean;
  value: Value;
};

/** A column of a table, before anybody gives it another name. */
export interface NamedColumn {
  name: string;
  node: string;
  port: string;
  /** Of the records that it was made of. */
  field?: string;
  /** Rows that it has of itself; undefined of a single value. */
  length: number | undefined;
  /** Null where it has nothing. */
  cellOf: (row: number) => Value;
}

/** A title for the column of a node: what the person calls it, else its model, else its kind. */
export function columnTitle({ title, type, data }: Pick<WorkflowNode, "title" | "type" | "data">): string {
  return title ?? (typeof data.model === "string" && data.model !== "" ? data.model : type);
}

/** Records of more fields than that stay together. */
const MAX_FIELDS = 200;

/**
 * The columns that wires make, in their order and under different names. With `spread` those of records become one
 * column for each of their fields.
 */
export function nameColumns(arrived: readonly ArrivedColumn[], spread: boolean): NamedColumn[] {
  const taken = new Set<string>();
  const nodes = new Set<string>();
  return arrived.flatMap((column) => {
    const { node, port, title } = column;
    const fields = spread ? fieldsOf(column) : undefined;
    // A second column of the same node is told by what it gives.
    const own = nodes.has(node) ? `${title} ${port}` : title;
    nodes.add(node);
    if (fields === undefined) return [{ ...placesOf(column), name: uniqueName(own, taken) }];
    return fields.map((field, index) => ({
      ...placesOf(column, field, index === 0),
      name: uniqueName(taken.has(field) ? `${title} ${field}` : field, taken),
    }));
  });
}

/** The second `a` is `a 2`, as in a CSV file. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  taken.add(name);
  return name;
}

/** The fields of a column of records; undefined where anything else stands among them. */
function fieldsOf({ list, value }: ArrivedColumn): string[] | undefined {
  const fields = new Set<string>();
  for (const item of list && Array.isArray(value) ? value : [value]) {
    if (readItemError(item) !== undefined) continue;
    if (!isRecord(item) || isAssetRef(item)) return undefined;
    for (const name of Object.keys(item)) fields.add(name);
    if (fields.size > MAX_FIELDS) return undefined;
  }
  return fields.size === 0 ? undefined : [...fields];
}

function placesOf({ node, port, list, value }: ArrivedColumn, field?: string, isFirst = false) {
  const items = list && Array.isArray(value) ? value : undefined;
  const wholeAt = (row: number): Value => (items === undefined ? value : (items[row] ?? null));
  const cellOf = (row: number): Value => {
    const whole = wholeAt(row);
    if (field === undefined) return whole;
    // That a row failed is said once.
    if (readItemError(whole) !== undefined) return isFirst ? whole : null;
    return (isRecord(whole) ? own(whole, field) : undefined) ?? null;
  };
  return { node, port, field, length: items?.length, cellOf };
}
