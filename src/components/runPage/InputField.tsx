import { FileAnswer } from "@/components/inputs/FileAnswer";
import type { Given } from "@/components/inputs/givenValues";
import { runPage as words } from "@/components/messages/runPage";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { PageInput } from "@/types/pages";
import type { Lack } from "./answers";
import { TableAnswer } from "./TableAnswer";

export interface AnswerProps {
  input: PageInput;
  given: Given | undefined;
  onGive: (given: Given | undefined) => void;
}

/** One named input: its title, its hint, and the control of its kind. */
export function InputField({ lack, ...props }: AnswerProps & { lack: Lack | undefined }) {
  const { title, hint, required, kind, default: standing } = props.input;
  const isPressed = kind === "choice" || kind === "picture" || kind === "file";
  return (
    <div data-field>
      <Field
        label={title}
        aside={required || standing !== undefined ? undefined : words.optional}
        hint={hint}
        error={lack && (lack === "missing" ? words.missing[kind] : words.notNumber)}
        control={isPressed ? "button" : "input"}
      >
        <Answer {...props} />
      </Field>
    </div>
  );
}

/** Sixteen pixels and more: a phone enlarges the page for smaller ones. */
const large = "max-sm:text-base";

function Answer(props: AnswerProps) {
  const { input, given, onGive } = props;
  const text = given !== undefined && "text" in given ? given.text : "";
  const onText = (value: string) => onGive({ text: value });
  switch (input.kind) {
    case "long":
      return (
        <TextArea
          rows={5}
          value={text}
          required={input.required}
          className={`max-h-[50vh] ${large}`}
          onChange={(event) => onText(event.target.value)}
        />
      );
    case "choice":
      return (
        <Select
          value={text === "" ? null : text}
          placeholder={words.choose}
          options={(input.options ?? []).map((option) => ({ value: option, label: option }))}
          className="h-10"
          onChange={onText}
        />
      );
    case "picture":
    case "file":
      return (
        <FileAnswer
          isPicture={input.kind === "picture"}
          given={given}
          onGive={onGive}
          remove={{ label: words.remove, onRemove: () => onGive(undefined) }}
        />
      );
    case "table":
      return <TableAnswer {...props} />;
    default:
      return (
        <TextInput
          value={text}
          inputMode={input.kind === "number" ? "decimal" : undefined}
          required={input.required}
          autoComplete="off"
          className={`h-10 ${large}`}
          onChange={(event) => onText(event.target.value)}
        />
      );
  }
}
