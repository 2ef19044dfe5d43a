import { X } from "lucide-react";
import { useModels } from "@/components/hooks/useModels";
import { useRunnable } from "@/components/hooks/useRunnable";
import { inspector as words } from "@/components/messages/inspector";
import { IconButton } from "@/components/ui/IconButton";
import { Select } from "@/components/ui/Select";
import type { Fallback } from "@/types/llm";

import { type ChangeFallback, optionOf, type PayerOption } from "./usePayerOptions";

const texts = words.onLimit;
/** Stands for the node's own model. */
const SAME = "";

/** One of those who go on, and the model it goes on with. */
export function OnLimitPayer({
  place,
  payer,
  model,
  options,
  onChange,
  onRemove,
}: {
  place: number;
  payer: Fallback;
  model: string;
  options: PayerOption[];
  onChange: ChangeFallback;
  onRemove: () => void;
}) {
  const value = optionOf(payer);
  const isKnown = options.some((option) => option.value === value);
  const gone = { value, label: payer.account ?? payer.provider, detail: words.notConnected };
  return (
    <li className="flex flex-col gap-1.5 rounded-control border border-line p-1.5">
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          <Select
            aria-label={texts.payer(place)}
            value={value}
            options={isKnown ? options : [gone, ...options]}
            onChange={(next) => {
              const chosen = options.find((option) => option.value === next);
              if (chosen !== undefined) onChange(chosen.payer);
            }}
          />
        </div>
        <IconButton label={texts.remove(place)} icon={X} size="sm" onClick={onRemove} />
      </div>
      <PayerModel place={place} payer={payer} model={model} onChange={onChange} />
    </li>
  );
}

/** What the payer offers; says so when that is not the node's own model. */
function PayerModel({
  place,
  payer,
  model,
  onChange,
}: {
  place: number;
  payer: Fallback;
  model: string;
  onChange: ChangeFallback;
}) {
  const { canRun } = useRunnable();
  const { list } = useModels(canRun(payer.provider, payer.account) ? payer.provider : undefined, payer.account);
  const models = list?.models.filter(({ hiddenReason }) => hiddenReason === undefined) ?? [];
  const wanted = payer.model ?? model;
  const isMissing = list !== undefined && wanted !== "" && !models.some(({ id }) => id === wanted);
  const named = payer.model !== undefined && isMissing ? [{ value: payer.model, label: payer.model }] : [];
  return (
    <>
      <Select
        aria-label={texts.model(place)}
        value={payer.model ?? SAME}
        options={[
          { value: SAME, label: texts.sameModel },
          ...named,
          ...models.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(next) => onChange({ ...payer, model: next === SAME ? undefined : next })}
      />
      {isMissing && <p className="text-waiting text-xs">{texts.modelMissing(wanted)}</p>}
    </>
  );
}
