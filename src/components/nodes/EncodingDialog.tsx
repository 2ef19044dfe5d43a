"use client";
import { useState } from "react";
import { messages } from "@/components/messages/en";
import { encoding as words } from "@/components/messages/encoding";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Select } from "@/components/ui/Select";
import { decodeAs, type Encoding, encodings } from "@/lib/decodeText";
import { type EncodingQuestion, useEncodingQuestions } from "./readTextFile";

/** In characters. */
const PREVIEW = 1500;

const options = Object.entries(encodings).map(([value, label]) => ({ value: value as Encoding, label })); // its keys

/** Asks for the encoding of a file that does not say it. */
export function EncodingDialog() {
  const question = useEncodingQuestions((state) => state.questions[0]);
  return question === undefined ? null : <AskedEncoding key={question.fileName} {...question} />;
}

function AskedEncoding({ fileName, bytes, guess, answer }: EncodingQuestion) {
  const [encoding, setEncoding] = useState(guess);
  const text = decodeAs(bytes, encoding);
  return (
    <Dialog
      open
      onOpenChange={() => answer(undefined)}
      title={words.title(fileName)}
      description={words.hint}
      footer={
        <div className="flex justify-end gap-2">
          <Button onClick={() => answer(undefined)}>{messages.shell.cancel}</Button>
          <Button variant="primary" disabled={text === undefined} onClick={() => answer(encoding)}>
            {words.use}
          </Button>
        </div>
      }
    >
      <Select aria-label={words.label} value={encoding} options={options} onChange={setEncoding} />
      <section aria-label={words.preview}>
        <pre className="mt-3 max-h-64 overflow-auto whitespace-pre-wrap rounded-control border border-line bg-card p-3 font-mono text-xs">
          {text?.slice(0, PREVIEW) ?? words.unfit}
        </pre>
      </section>
    </Dialog>
  );
}
