import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { night as words } from "@/components/messages/night";
import { Button } from "@/components/ui/Button";
import { changeNightEntry, removeNightEntry } from "@/store/nightShift";
import { useWorkflow } from "@/store/useWorkflow";
import type { NightShift } from "@/types/nightShift";
import { AddToNight } from "./AddToNight";
import { NightEntryRow } from "./NightEntryRow";
import { nameOf } from "./nightText";

interface QueueProps {
  night: NightShift;
  /** Opens with the form for the workflow that is open. */
  isAdding: boolean;
  onOrder: (order: string[]) => Promise<void>;
  onEdit: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** What is to run, in its order: dragged, moved by keys or by buttons. */
export function NightQueue({ night, isAdding, onOrder, onEdit }: QueueProps) {
  const { queue, plan } = night;
  const hasWorkflow = useWorkflow(({ workflow }) => workflow !== null && workflow.nodes.length > 0);
  const [isOpen, setOpen] = useState(isAdding);
  const [dragged, setDragged] = useState<string>();
  const [moved, setMoved] = useState("");
  const heading = useId();
  const move = (id: string, to: number) => {
    const others = queue.filter((one) => one.id !== id);
    const entry = queue.find((one) => one.id === id);
    if (entry === undefined || to < 0 || to > others.length || queue[to] === entry) return;
    setMoved(words.queue.moved(nameOf(entry), to + 1));
    void onOrder([...others.slice(0, to), entry, ...others.slice(to)].map((one) => one.id));
  };
  return (
    <section aria-labelledby={heading}>
      <div className="mb-1 flex items-center justify-between gap-3">
        <h3 id={heading} className="font-semibold">
          {words.queue.title}
        </h3>
        {hasWorkflow && !isOpen && (
          <Button size="sm" icon={Plus} onClick={() => setOpen(true)}>
            {words.queue.add}
          </Button>
        )}
      </div>
      {isOpen && hasWorkflow && <AddToNight night={night} onAdd={onEdit} onClose={() => setOpen(false)} />}
      <ol aria-labelledby={heading} className="flex flex-col divide-y divide-line">
        {queue.map((entry, place) => (
          <NightEntryRow
            key={entry.id}
            entry={entry}
            step={plan.find((step) => step.entry === entry.id)}
            night={night}
            place={place}
            isLast={place === queue.length - 1}
            isDragged={dragged === entry.id}
            onMove={(to) => move(entry.id, to)}
            onDrag={setDragged}
            onDrop={() => dragged !== undefined && move(dragged, place)}
            onChange={(change) => void onEdit(() => changeNightEntry(entry.id, change))}
            onRemove={() => void onEdit(() => removeNightEntry(entry.id))}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {moved}
      </p>
    </section>
  );
}
