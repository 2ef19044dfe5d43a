import { Check, Copy } from "lucide-react";
import { Button, type ButtonSize } from "@/components/ui/Button";
import { useCopy } from "./useCopy";

export interface CopyTextButtonProps {
  text: string;
  label: string;
  /** For a moment after it was pressed. */
  copiedLabel: string;
  size?: ButtonSize;
}

/** A button in words that puts a text into the clipboard. */
export function CopyTextButton({ text, label, copiedLabel, size }: CopyTextButtonProps) {
  const { copied, copy } = useCopy();
  return (
    <Button size={size} icon={copied ? Check : Copy} onClick={() => void copy(text)}>
      {copied ? copiedLabel : label}
    </Button>
  );
}
