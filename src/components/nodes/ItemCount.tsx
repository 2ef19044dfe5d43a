import { nodes as words } from "@/components/messages/nodes";
import type { Value } from "@/types/run";
import { formatCount } from "./format";

/** "120 items", once a run has counted them. */
export function ItemCount({ value }: { value: Value | undefined }) {
  if (!Array.isArray(value)) return null;
  return <p className="text-ink-3 text-xs tabular-nums">{words.list.count(value.length, formatCount(value.length))}</p>;
}
