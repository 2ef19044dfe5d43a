import { useNow } from "@/components/hooks/useNow";
import { shortNumber } from "@/components/language/locale";
import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { Select, type SelectOption } from "@/components/ui/Select";
import type { Model } from "@/types/providers";
import { ageText } from "./age";
import type { ChangeLlm } from "./changeLlm";

/** The live list of the account or key, how old it is, and the chosen model even when the list has lost it. */
export function ModelField({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { data, list, isModelGone } = view;
  return (
    <Field
      label={words.model}
      control="button"
      aside={<CatalogueAge view={view} />}
      hint={isModelGone ? words.modelGoneWhy : list?.source === "bundled" ? words.catalogue.bundledWhy : undefined}
    >
      <Select
        value={data.model === "" ? null : data.model}
        options={modelOptions(view)}
        placeholder={words.chooseModel}
        disabled={list === undefined && data.model === ""}
        empty={words.catalogue.none}
        onChange={(model) => onChange({ model, reasoningEffort: undefined })}
      />
    </Field>
  );
}

function modelOptions({ data, list, isModelGone }: LlmNodeView): SelectOption<string>[] {
  const shown = list?.models.filter((model) => model.hiddenReason === undefined || model.id === data.model) ?? [];
  const options: SelectOption<string>[] = shown.map((model) => ({
    value: model.id,
    label: model.name,
    detail: model.hiddenReason ?? contextText(model),
  }));
  const isListed = shown.some((model) => model.id === data.model);
  if (data.model === "" || isListed) return options;
  return [{ value: data.model, label: data.model, detail: isModelGone ? words.modelGone : undefined }, ...options];
}

function contextText({ contextWindow }: Model): string | undefined {
  return contextWindow === undefined ? undefined : words.context(shortNumber(contextWindow));
}

const MINUTE_MS = 60_000;

function CatalogueAge({ view }: { view: LlmNodeView }) {
  const { list, data, isListLoading, listError, refreshList, connection } = view;
  const now = useNow(MINUTE_MS / 2);
  const { catalogue } = words;
  if (connection !== "ready") return null;
  if (list === undefined && listError !== undefined) return <AskAgain text={catalogue.failed} onAsk={refreshList} />;
  if (list === undefined) return isListLoading ? catalogue.loading : null;
  if (list.source === "bundled") return <AskAgain text={catalogue.bundled} onAsk={refreshList} />;
  const age = ageText(now - Date.parse(list.fetchedAt));
  return data.provider === "openai-auth" ? catalogue.account(age) : catalogue.key(age);
}

function AskAgain({ text, onAsk }: { text: string; onAsk: () => Promise<unknown> }) {
  return (
    <>
      <span className="text-waiting">{text}</span>{" "}
      <button type="button" onClick={() => void onAsk()} className="rounded-sm text-accent-ink hover:underline">
        {words.catalogue.refresh}
      </button>
    </>
  );
}
