import { Check, Copy } from "lucide-react";
import { IconButton } from "@/components/ui/IconButton";
import type { CopyTextButtonProps } from "./CopyTextButton";
import { useCopy } from "./useCopy";

/** A small button without words that puts a text into the clipboard. */
export function CopyIconButton({
  text,
  label,
  copiedLabel,
  className,
}: Omit<CopyTextButtonProps, "size"> & { className?: string }) {
  const { copied, copy } = useCopy();
  return (
    <IconButton
      label={copied ? copiedLabel : label}
      icon={copied ? Check : Copy}
      size="sm"
      onClick={() => void copy(text)}
      className={className}
    />
  );
}
