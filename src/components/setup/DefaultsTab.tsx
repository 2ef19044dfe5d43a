"use client";
import { CircleUserRound, KeyRound, Server } from "lucide-react";
import { useState } from "react";
import { planName } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { useModels } from "@/components/hooks/useModels";
import { type Runnable, useRunnable } from "@/components/hooks/useRunnable";
import { useSettings } from "@/components/hooks/useSettings";
import { setup } from "@/components/messages/setup";
import { Field, TextArea } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Select } from "@/components/ui/Select";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import type { Settings } from "@/types/api";
import type { ModelList } from "@/types/providers";
import { type ProviderId, providerIds, providerNames, providerTable } from "@/types/providerTable";
import { AskAboveField } from "./AskAboveField";

const words = setup.defaults;
const AUTO = "auto";
const MAX_SEGMENTS = 5;

type Defaults = Settings["nodeDefaults"];

/** What new LLM nodes start with. Each choice is saved as it is made. */
export function DefaultsTab() {
  const { settings, update } = useSettings();
  if (settings === undefined) return <Spinner className="text-ink-3" />;
  const save = async (change: Defaults) => {
    try {
      await update({ nodeDefaults: { ...settings.nodeDefaults, ...change } });
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <DefaultsForm defaults={settings.nodeDefaults} onChange={save} />
      <AskAboveField />
    </div>
  );
}

function DefaultsForm({ defaults, onChange }: { defaults: Defaults; onChange: (change: Defaults) => void }) {
  const runnable = useRunnable();
  const provider = defaults.provider ?? runnable.providers[0] ?? "openai-auth";
  const canRun = runnable.canRun(provider, provider === "compatible" ? defaults.account : undefined);
  const { list, error, isLoading } = useModels(canRun ? provider : undefined, defaults.account);
  const model = list?.models.find((candidate) => candidate.id === defaults.model);
  const payers = payerOptions(provider, runnable);
  const providerOptions = providerIds.map((id) => ({
    value: id,
    label: providerNames[id],
    detail: runnable.providers.includes(id) ? undefined : words.notConnected,
    icon: payerIcons[providerTable[id].paidBy],
  }));
  return (
    <div className="flex max-w-[520px] flex-col gap-4">
      <p className="text-ink-2">{words.intro}</p>
      <Field label={words.provider} control="button">
        <Select
          value={provider}
          options={providerOptions}
          onChange={(next) =>
            onChange({ provider: next, model: undefined, account: undefined, reasoningEffort: undefined })
          }
        />
      </Field>
      {payers.length > 1 && (
        <Field label={provider === "compatible" ? words.server : words.account} control="button">
          <Select
            value={defaults.account ?? AUTO}
            options={[
              { value: AUTO, label: provider === "compatible" ? words.serverAuto : words.accountAuto },
              ...payers,
            ]}
            onChange={(next) => {
              const account = next === AUTO ? undefined : next;
              // Each server has models of its own.
              onChange(provider === "compatible" ? { account, model: undefined } : { account });
            }}
          />
        </Field>
      )}
      <Field
        label={words.model}
        control="button"
        aside={list && words.modelSource[list.source]}
        error={error !== undefined || !canRun ? words.modelFailed : undefined}
      >
        <Select
          value={defaults.model ?? AUTO}
          options={modelOptions(list)}
          placeholder={isLoading ? words.modelLoading : words.modelNone}
          disabled={list === undefined}
          onChange={(next) => onChange({ model: next === AUTO ? undefined : next, reasoningEffort: undefined })}
        />
      </Field>
      {model?.reasoningEfforts && model.reasoningEfforts.length > 0 && (
        <Field label={words.reasoning} control="button">
          <EffortControl
            efforts={[AUTO, ...model.reasoningEfforts]}
            value={defaults.reasoningEffort ?? AUTO}
            onChange={(next) => onChange({ reasoningEffort: next === AUTO ? undefined : next })}
          />
        </Field>
      )}
      <SystemField key={defaults.system} saved={defaults.system ?? ""} onSave={(system) => onChange({ system })} />
    </div>
  );
}

/** All in sight while they fit, a list when there are many. */
function EffortControl(props: { efforts: string[]; value: string; onChange: (effort: string) => void }) {
  const { efforts, value, onChange } = props;
  const choices = efforts.map((effort) => ({ value: effort, label: effort }));
  if (efforts.length > MAX_SEGMENTS) return <Select value={value} options={choices} onChange={onChange} />;
  return <SegmentedControl value={value} segments={choices} onChange={onChange} />;
}

/** Saved when the field is left, so that typing is not one request a letter. */
function SystemField({ saved, onSave }: { saved: string; onSave: (system: string | undefined) => void }) {
  const [text, setText] = useState(saved);
  return (
    <Field label={words.system}>
      <TextArea
        value={text}
        rows={4}
        placeholder={words.systemPlaceholder}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== saved && onSave(text === "" ? undefined : text)}
      />
    </Field>
  );
}

const payerIcons = { account: CircleUserRound, key: KeyRound, server: Server };

/** What there is to choose from with this provider; keys are one to each. */
function payerOptions(provider: ProviderId, { accounts, servers }: Runnable) {
  if (provider === "compatible") return servers.map(({ id, name }) => ({ value: id, label: name, detail: undefined }));
  if (provider !== "openai-auth") return [];
  return accounts.map(({ id, name, plan }) => ({ value: id, label: name, detail: planName(plan) }));
}

function modelOptions(list: ModelList | undefined) {
  const models = list?.models.filter((model) => model.hiddenReason === undefined) ?? [];
  return [{ value: AUTO, label: words.modelNone }, ...models.map(({ id, name }) => ({ value: id, label: name }))];
}
