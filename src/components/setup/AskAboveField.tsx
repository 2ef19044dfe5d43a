import { useSettings } from "@/components/hooks/useSettings";
import { setup } from "@/components/messages/setup";
import { ASK_ABOVE_CALLS } from "@/store/spending";
import { SettingNumber } from "./SettingNumber";

const words = setup.defaults;

/** From how many calls on a run says first what it will cost. */
export function AskAboveField() {
  const { settings } = useSettings();
  if (settings === undefined) return null;
  return (
    <div className="border-line border-t pt-4">
      <SettingNumber
        label={words.askAbove}
        hint={words.askAboveHint}
        value={settings.runs?.askAboveCalls}
        placeholder={words.askAboveDefault(ASK_ABOVE_CALLS)}
        problem={words.askAboveWrong}
        least={0}
        toChange={(askAboveCalls) => ({ runs: { ...settings.runs, askAboveCalls } })}
      />
    </div>
  );
}
