import { NumberField } from "@/components/fields/NumberField";
import { held as words } from "@/components/messages/held";
import { inspector } from "@/components/messages/inspector";
import { conditionTests, needsValue } from "@/components/nodes/condition";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { GraphInterface } from "@/lib/nodes/heldGraph";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { MAX_ROUNDS } from "@/lib/nodes/repeatNode";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

const STAYS = "";

/** When a repetition ends, and what goes from one round into the next. */
export function RepeatSettings({ node, ports }: { node: WorkflowNode; ports: GraphInterface | undefined }) {
  const data = nodeKinds.repeat.schema.safeParse(node.data).data;
  if (data === undefined) return null;
  const { until, carry, max } = data;
  const change = (next: Record<string, unknown>) => workflowActions().updateNodeData(node.id, next);
  const outputs = (ports?.outputs ?? []).map(({ name }) => ({ value: name, label: name }));
  const inputs = ports?.inputs ?? [];
  const carryFrom = (input: string, output: string) => {
    const { [input]: _, ...others } = carry;
    change({ carry: output === STAYS ? others : { ...others, [input]: output } });
  };
  return (
    <>
      <Field label={words.until} hint={words.untilHint} control="button">
        <Select
          value={until.output}
          options={until.output === "" ? [{ value: "", label: words.chooseOutput }, ...outputs] : outputs}
          onChange={(output) => change({ until: { ...until, output } })}
        />
      </Field>
      <Field label={words.test} control="button">
        <Select
          value={until.test}
          options={conditionTests}
          onChange={(test) => change({ until: { ...until, test } })}
        />
      </Field>
      {needsValue(until.test) && (
        <Field label={until.test === "matches" ? inspector.pattern : inspector.value}>
          <TextInput
            mono={until.test === "matches"}
            value={until.value ?? ""}
            onChange={(event) => change({ until: { ...until, value: event.target.value } })}
          />
        </Field>
      )}
      <NumberField
        label={words.max}
        value={max}
        placeholder={words.maxDefault}
        problem={words.maxWrong}
        isValid={(value) => Number.isSafeInteger(value) && value >= 1 && value <= MAX_ROUNDS}
        onChange={(value) => value !== undefined && change({ max: value })}
      />
      {inputs.length > 0 && (
        <section aria-label={words.carry} className="flex flex-col gap-3 border-line border-t pt-3.5">
          <h3 className="font-medium text-ink-2">{words.carry}</h3>
          <p className="-mt-2 text-ink-3 text-xs">{words.carryHint}</p>
          {inputs.map(({ name }) => (
            <Field key={name} label={name} control="button">
              <Select
                value={carry[name] ?? STAYS}
                options={[{ value: STAYS, label: words.stays }, ...outputs]}
                onChange={(output) => carryFrom(name, output)}
              />
            </Field>
          ))}
        </section>
      )}
    </>
  );
}
