import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { toast } from "@/components/ui/toast";

interface RemoveWords {
  remove: string;
  /** Said by a screen reader, where rows of their own names are not enough. */
  removeNamed?: (name: string) => string;
  removed: (name: string) => string;
  confirmTitle: (name: string) => string;
  confirmText: string;
}

/** Takes away what is stored under a name, once the person has said so twice. */
export function RemoveButton(props: { name: string; words: RemoveWords; onRemove: () => Promise<void> }) {
  const { name, words, onRemove } = props;
  const [isAsking, setIsAsking] = useState(false);
  const remove = async () => {
    try {
      await onRemove();
      toast(words.removed(name));
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
  };
  return (
    <>
      <Button variant="ghost" aria-label={words.removeNamed?.(name)} onClick={() => setIsAsking(true)}>
        {words.remove}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={words.confirmTitle(name)}
        confirmLabel={words.remove}
        onConfirm={remove}
      >
        {words.confirmText}
      </ConfirmDialog>
    </>
  );
}
