import type { LucideIcon } from "lucide-react";
import { Spinner } from "@/components/ui/Spinner";
import { useMay } from "@/store/person";

/** The dashed field of a node that has no file yet. */
export function ChooseFile(props: {
  icon: LucideIcon;
  label: string;
  hint: string;
  busy: boolean;
  onChoose: () => void;
}) {
  const { icon: Icon, label, hint, busy, onChoose } = props;
  const mayEdit = useMay("editor");
  return (
    <button
      type="button"
      disabled={!mayEdit}
      onClick={onChoose}
      className="nodrag flex min-h-[76px] w-full flex-1 flex-col items-center justify-center gap-1.5 rounded-control border border-line-strong border-dashed text-ink-2 enabled:hover:border-accent-ink enabled:hover:text-ink"
    >
      {busy ? <Spinner size={18} /> : <Icon size={18} strokeWidth={1.75} aria-hidden />}
      <span className="font-medium">{label}</span>
      <span className="text-ink-3 text-xs">{hint}</span>
    </button>
  );
}
