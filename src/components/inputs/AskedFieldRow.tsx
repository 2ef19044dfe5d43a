import { titleOf } from "@/components/kinds/nodeViews";
import { listText } from "@/components/language/locale";
import { inputs as words } from "@/components/messages/inputs";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { Field, TextArea } from "@/components/ui/Field";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { AskedField } from "./askedFields";
import { FileAnswer } from "./FileAnswer";
import type { Given } from "./givenValues";

export interface AnswerProps {
  field: AskedField;
  given: Given | undefined;
  /** Has the focus when the form opens. */
  isFirst: boolean;
  onGive: (given: Given | undefined) => void;
}

/** One thing that a run lacks: a text for a place or a list, a file or a picture. */
export function AskedFieldRow({ isLacking, ...props }: AnswerProps & { isLacking: boolean }) {
  const { field } = props;
  const { kind, name, nodes } = field;
  const titles = listText(nodes.map(titleOf));
  const isPlace = kind === "place";
  const isText = isPlace || kind === "list";
  return (
    <Field
      label={isPlace ? <code className="font-mono">{name}</code> : titles}
      aside={isPlace ? words.goesTo(titles) : undefined}
      control={isText ? "input" : "button"}
      hint={isPlace ? words.placeHint : undefined}
      error={isLacking && !isPlace ? words.lacks[kind] : undefined}
    >
      {isText ? <TextAnswer {...props} /> : <FileAnswer {...props} />}
    </Field>
  );
}

function TextAnswer({ field, given, isFirst, onGive }: AnswerProps) {
  const [node] = field.nodes;
  const split = nodeKinds.list.schema.safeParse(node?.data).data?.split ?? "lines";
  const isList = field.kind === "list";
  return (
    <TextArea
      data-answer
      // A dialog that is nothing but these questions.
      autoFocus={isFirst}
      rows={isList ? 5 : 3}
      mono={isList && split !== "lines"}
      value={given !== undefined && "text" in given ? given.text : ""}
      placeholder={isList ? nodeWords.list.placeholder[split] : undefined}
      className="max-h-[40vh]"
      onChange={(event) => onGive({ text: event.target.value })}
    />
  );
}
