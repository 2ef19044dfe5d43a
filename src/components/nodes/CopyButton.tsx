import { nodes as words } from "@/components/messages/nodes";
import { CopyIconButton } from "./CopyIconButton";

/** Copies a result; stands over the corner of its text and shows when that is hovered or focused. */
export function CopyButton({ text }: { text: string }) {
  return (
    <CopyIconButton
      text={text}
      label={words.copy}
      copiedLabel={words.copied}
      className="nodrag absolute top-0 right-0 border border-line bg-card opacity-0 focus-visible:opacity-100 group-focus-within/text:opacity-100 group-hover/text:opacity-100"
    />
  );
}
