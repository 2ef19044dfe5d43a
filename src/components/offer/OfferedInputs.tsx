import { type ChangeEvent, useMemo } from "react";
import { offer as words } from "@/components/messages/offer";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { Switch } from "@/components/ui/Switch";
import { type NamedInput, namedInputsOf } from "@/lib/nodes/namedInputs";
import { nameKey } from "@/lib/nodes/places";
import { readInputValue } from "@/lib/nodes/readInputValue";
import { toText } from "@/lib/nodes/values";
import { changeInput } from "@/store/offerEdits";
import { workflowActions } from "@/store/useWorkflow";
import type { Value } from "@/types/run";
import type { InputSettings, Workflow } from "@/types/workflow";

/** Each named input, as it is asked for. */
export function OfferedInputs({ workflow }: { workflow: Workflow }) {
  const inputs = useMemo(() => namedInputsOf(workflow), [workflow]);
  const said = new Map(Object.entries(workflow.settings?.inputs ?? {}).map(([name, of]) => [nameKey(name), of]));
  return (
    <section aria-label={words.inputs} className="flex flex-col gap-3">
      <h3 className="font-medium text-ink-2 text-sm">{words.inputs}</h3>
      {inputs.length === 0 && <p className="text-ink-2">{words.noInputs}</p>}
      {inputs.map((input) => (
        <OfferedInput key={input.name} input={input} said={said.get(nameKey(input.name)) ?? {}} />
      ))}
    </section>
  );
}

function OfferedInput({ input, said }: { input: NamedInput; said: InputSettings }) {
  const { name, kinds, required } = input;
  const change = (settings: Partial<InputSettings>, key?: string) =>
    workflowActions().edit(
      (doc) => changeInput(doc, name, settings),
      key === undefined ? {} : { key: `${name} ${key}` },
    );
  // A choice without choices is asked for as a text, and its choices have to be written somewhere.
  const kind = said.kind === "choice" && kinds.includes("choice") ? "choice" : input.kind;
  const isText = kind !== "picture" && kind !== "file";
  // A field of one line would lose them.
  const hasLines = kind === "long" || kind === "table";
  const standard = {
    value: said.default === undefined ? "" : toText(said.default as Value),
    placeholder: input.default === undefined ? undefined : toText(input.default).slice(0, 80),
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change({ default: target.value }, "default"),
  };
  // It would be left out.
  const isLeftOut = standard.value !== "" && "fault" in readInputValue(input, standard.value);
  return (
    <fieldset className="grid grid-cols-1 gap-3 rounded-card border border-line p-3 sm:grid-cols-2">
      <legend className="wrap-anywhere px-1 font-mono text-sm">{name}</legend>
      <Field label={words.inputTitle}>
        <TextInput
          maxLength={200}
          value={said.title ?? ""}
          placeholder={input.title}
          onChange={({ target }) => change({ title: target.value }, "title")}
        />
      </Field>
      <Field label={words.kind} control="button">
        <Select
          value={kind}
          disabled={kinds.length === 1}
          options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={(next) => change({ kind: next })}
        />
      </Field>
      <Field label={words.hint} className={isText && !hasLines ? "" : "sm:col-span-2"}>
        <TextInput
          maxLength={1000}
          value={said.hint ?? ""}
          onChange={({ target }) => change({ hint: target.value }, "hint")}
        />
      </Field>
      {isText && (
        <Field
          label={words.standard}
          className={hasLines ? "sm:col-span-2" : ""}
          error={isLeftOut ? words.leftOut[kind === "number" ? "number" : "choice"] : undefined}
        >
          {hasLines ? <TextArea rows={3} mono={kind === "table"} {...standard} /> : <TextInput {...standard} />}
        </Field>
      )}
      {kind === "choice" && (
        <Field label={words.options} hint={words.optionsHint} className="sm:col-span-2">
          <TextArea
            rows={3}
            value={(said.options ?? []).join("\n")}
            onChange={({ target }) => change({ options: linesOf(target.value) }, "options")}
          />
        </Field>
      )}
      {input.blank !== undefined && (
        <Field label={words.required} control="button" className="sm:col-span-2">
          <Switch checked={required} onChange={(next) => change({ required: next })} />
        </Field>
      )}
    </fieldset>
  );
}

/** Empty lines are kept while one writes; whoever is asked does not see them. */
function linesOf(text: string): string[] | undefined {
  return text === "" ? undefined : text.split("\n").slice(0, 200);
}
