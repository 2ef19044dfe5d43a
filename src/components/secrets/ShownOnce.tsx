import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/Button";

interface ShownOnceProps {
  warning: string;
  /** Words of the button below. */
  done: string;
  onDone: () => void;
  children: ReactNode;
}

/** Around a secret that is seen nowhere later. */
export function ShownOnce({ warning, done, onDone, children }: ShownOnceProps) {
  return (
    <div className="flex flex-col gap-4">
      <p className="flex gap-2.5 rounded-control bg-waiting-soft px-3 py-2.5">
        <TriangleAlert size={16} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" aria-hidden />
        {warning}
      </p>
      {children}
      <Button variant="primary" className="self-end" onClick={onDone}>
        {done}
      </Button>
    </div>
  );
}
