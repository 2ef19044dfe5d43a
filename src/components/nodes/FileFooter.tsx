import { RefreshCw } from "lucide-react";
import { bytesText } from "@/components/language/sizes";
import { IconButton } from "@/components/ui/IconButton";
import { useMay } from "@/store/person";

/** The name and size of a node's file, and the way to another one. */
export function FileFooter(props: { fileName?: string; bytes?: number; label: string; onReplace: () => void }) {
  const { fileName, bytes, label, onReplace } = props;
  const mayEdit = useMay("editor");
  return (
    <footer className="flex h-8 items-center gap-2 border-line border-t pr-1 pl-3 text-ink-3 text-xs">
      {fileName && <span className="truncate">{fileName}</span>}
      {bytes !== undefined && <span className="shrink-0">{bytesText(bytes)}</span>}
      {mayEdit && (
        <IconButton label={label} icon={RefreshCw} size="sm" className="nodrag ml-auto size-6" onClick={onReplace} />
      )}
    </footer>
  );
}
