"use client";
import { FileUp, TriangleAlert } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { connect } from "@/components/messages/connect";
import { Button } from "@/components/ui/Button";
import { readText } from "@/lib/decodeText";
import { requestJson } from "@/store/apiClient";
import { importAnswerSchema } from "@/types/accounts";
import type { ErrorBody } from "@/types/errors";
import type { AccountView } from "@/types/providers";

const words = connect.import;
/** A real one has a few kilobytes; the server takes no more than this. */
const MAX_BYTES = 64 * 1024;

type Problem = Pick<ErrorBody, "code" | "message">;

/** Takes over the sign-in of the Codex CLI, after saying what sharing a login means. */
export function ImportPanel({
  onImported,
  onBack,
}: {
  onImported: (account: AccountView) => void;
  onBack: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const take = async ({ currentTarget: { files } }: ChangeEvent<HTMLInputElement>) => {
    const file = files?.[0];
    if (file === undefined) return;
    setIsBusy(true);
    setProblem(undefined);
    try {
      const content = await readCodexFile(file);
      if ("problem" in content) setProblem(content.problem);
      else onImported(await sendCodexFile(content.json));
    } catch (failure) {
      setProblem(toShownError(failure));
    }
    setIsBusy(false);
    // The same file, mended, may be chosen again.
    if (input.current) input.current.value = "";
  };
  return (
    <section aria-label={words.title} className="flex flex-col gap-4">
      <div className="flex gap-2.5 rounded-control bg-waiting-soft px-3 py-2.5">
        <TriangleAlert size={16} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" aria-hidden />
        <div>
          <p className="font-medium">{words.warningTitle}</p>
          <p className="mt-0.5 text-ink-2">{words.warning}</p>
        </div>
      </div>
      <p className="text-ink-2">
        {words.where} <code className="font-mono text-ink">{words.path}</code> {words.whereEnd}
      </p>
      {problem && <ErrorNote error={problem} />}
      <div className="flex flex-wrap gap-2.5">
        <Button variant="primary" onClick={onBack}>
          {words.back}
        </Button>
        <Button icon={FileUp} busy={isBusy} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={words.choose}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void take(event)}
        />
      </div>
    </section>
  );
}

async function readCodexFile(file: File): Promise<{ json: unknown } | { problem: Problem }> {
  if (file.size > MAX_BYTES) return { problem: { code: "too_large", message: words.tooLarge } };
  try {
    return { json: JSON.parse(readText(new Uint8Array(await file.arrayBuffer())) ?? "") };
  } catch {
    return { problem: { code: "invalid_request", message: words.notJson } };
  }
}

async function sendCodexFile(body: unknown): Promise<AccountView> {
  const answer = await requestJson(importAnswerSchema, "/api/auth/openai/import", { method: "POST", body });
  return answer.account;
}
