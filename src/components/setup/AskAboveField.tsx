import { toShownError } from "@/components/ErrorNote";
import { useSettings } from "@/components/hooks/useSettings";
import { NumberField } from "@/components/inspector/NumberField";
import { messages } from "@/components/messages/en";
import { toast } from "@/components/ui/toast";
import { ASK_ABOVE_CALLS } from "@/store/spending";

const words = messages.setup.defaults;

/** From how many calls on a run says first what it will cost. */
export function AskAboveField() {
  const { settings, update } = useSettings();
  if (settings === undefined) return null;
  const save = async (askAboveCalls: number | undefined) => {
    try {
      await update({ runs: { ...settings.runs, askAboveCalls } });
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <div className="max-w-[440px] border-line border-t pt-4">
      <NumberField
        label={words.askAbove}
        value={settings.runs?.askAboveCalls}
        placeholder={words.askAboveDefault(ASK_ABOVE_CALLS)}
        problem={words.askAboveWrong}
        isValid={(value) => Number.isSafeInteger(value) && value >= 0}
        onChange={(value) => void save(value)}
      />
      <p className="mt-1.5 text-ink-3 text-xs">{words.askAboveHint}</p>
    </div>
  );
}
