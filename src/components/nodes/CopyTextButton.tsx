import { Check, Copy } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { useCopy } from "./useCopy";

export interface CopyTextButtonProps {
  text: string;
  label: string;
  /** For a moment after it was pressed. */
  copiedLabel: string;
}

/** A button in words that puts a text into the clipboard. */
export function CopyTextButton({ text, label, copiedLabel }: CopyTextButtonProps) {
  const { copied, copy } = useCopy();
  return (
    <Button icon={copied ? Check : Copy} onClick={() => void copy(text)}>
      {copied ? copiedLabel : label}
    </Button>
  );
}
