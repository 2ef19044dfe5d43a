import { Play } from "lucide-react";
import { useRef, useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import type { Given } from "@/components/inputs/givenValues";
import { runPage as words } from "@/components/messages/runPage";
import { Button } from "@/components/ui/Button";
import type { PageForm as Form } from "@/types/pages";
import { type Answers, lackOf, toInputs } from "./answers";
import { InputField } from "./InputField";
import { Mending } from "./Mending";
import { startPageRun } from "./pageApi";

/** Asks for the named inputs, and starts a run with them. */
export function PageForm(props: {
  form: Form;
  answers: Answers;
  onAnswers: (change: (before: Answers) => Answers) => void;
  isRunning: boolean;
  onBegun: (run: string) => void;
}) {
  const { form, answers, onAnswers, isRunning, onBegun } = props;
  const { inputs } = form;
  const [isTried, setIsTried] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  const { submit, isBusy, error } = useSubmit(async () => {
    setIsTried(true);
    if (isRunning) return;
    const lacking = inputs.findIndex((input) => lackOf(input, answers) !== undefined);
    if (lacking !== -1) return focusField(place.current, lacking);
    const { id } = await startPageRun(form.id, toInputs(inputs, answers));
    setIsTried(false);
    onBegun(id);
  });
  const give = (name: string, given: Given | undefined) =>
    onAnswers(({ [name]: _, ...others }) => (given === undefined ? others : { ...others, [name]: given }));
  return (
    <form
      ref={place}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="mt-4 flex flex-col gap-4 rounded-card border border-line bg-panel p-4"
    >
      {inputs.length === 0 && <p className="text-ink-2">{words.noInputs}</p>}
      {inputs.map((input) => (
        <InputField
          key={input.name}
          input={input}
          given={answers[input.name]}
          lack={isTried ? lackOf(input, answers) : undefined}
          onGive={(given) => give(input.name, given)}
        />
      ))}
      {error && (
        <ErrorNote error={error}>
          <Mending form={form} error={error} />
        </ErrorNote>
      )}
      {isRunning && <p className="text-ink-2 text-sm">{words.running}</p>}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        icon={Play}
        busy={isBusy}
        disabled={isRunning}
        className="w-full"
      >
        {words.run}
      </Button>
    </form>
  );
}

function focusField(form: HTMLFormElement | null, place: number): void {
  const field = form?.querySelectorAll<HTMLElement>("[data-field]")[place];
  field?.querySelector<HTMLElement>("input:not([type=file]), textarea, button")?.focus();
}
