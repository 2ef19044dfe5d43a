"use client";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useRef, useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { Logo } from "@/components/Logo";
import { messages } from "@/components/messages/en";
import { runPage as words } from "@/components/messages/runPage";
import { goToLogin, SessionEnd } from "@/components/SessionEnd";
import type { Theme } from "@/components/theme";
import { Button, buttonClass } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { TooltipLayer } from "@/components/ui/TooltipLayer";
import { isActive } from "@/store/runStatus";
import type { PageForm as Form } from "@/types/pages";
import { answersOf } from "./answers";
import { PageForm } from "./PageForm";
import { PageHistory } from "./PageHistory";
import { PageRun } from "./PageRun";
import { cameByLink, usePage } from "./usePage";
import { usePageRun } from "./usePageRun";

const ThemeMenu = dynamic(() => import("@/components/ThemeMenu").then((module) => module.ThemeMenu), { ssr: false });
const Toaster = dynamic(() => import("@/components/ui/Toaster").then((module) => module.Toaster), { ssr: false });

/** A workflow to those who only run it: a form, how it goes, what comes out, and earlier runs. */
export function RunPage({ workflow, theme, run }: { workflow: string; theme: Theme; run?: string }) {
  const { form, error, retry } = usePage(workflow);
  const [isGone, setIsGone] = useState(false);
  const isByLink = form?.isByLink;
  const onEnd = useCallback(() => (isByLink || cameByLink() ? setIsGone(true) : goToLogin()), [isByLink]);
  return (
    <div className="flex min-h-dvh flex-col bg-canvas text-ink">
      <SessionEnd onEnd={onEnd} />
      <header className="flex items-center gap-3 border-line border-b bg-panel px-4 py-2.5 sm:px-6">
        <Logo />
        <p className="min-w-0 flex-1 truncate font-semibold">{messages.shell.appName}</p>
        {form !== undefined && !form.isByLink && (
          <a href={`/?${new URLSearchParams({ workflow })}`} className={buttonClass("secondary", "md")}>
            {words.canvas}
          </a>
        )}
        <ThemeMenu initial={theme} />
      </header>
      <main className="mx-auto w-full max-w-[1180px] flex-1 px-4 py-6 sm:px-6">
        {isGone ? (
          <Gone />
        ) : form === undefined ? (
          <Opening error={error?.code === "login_required" ? undefined : error} onRetry={retry} />
        ) : (
          <OpenPage form={form} first={run} />
        )}
      </main>
      <TooltipLayer />
      <Toaster />
    </div>
  );
}

function Gone() {
  return (
    <div role="alert" className="mx-auto max-w-[440px] py-10 text-center">
      <h1 className="font-semibold text-lg">{words.gone}</h1>
      <p className="mt-2 text-ink-2">{words.goneText}</p>
    </div>
  );
}

function Opening({
  error,
  onRetry,
}: {
  error: Parameters<typeof ErrorNote>[0]["error"] | undefined;
  onRetry: () => void;
}) {
  if (error === undefined) {
    return (
      <p role="status" className="flex items-center justify-center gap-2.5 py-16 text-ink-2">
        <Spinner /> {words.opening}
      </p>
    );
  }
  return (
    <div className="mx-auto max-w-[440px] py-10">
      <h1 className="mb-3 font-semibold text-lg">{words.failed}</h1>
      <ErrorNote error={error}>
        <Button onClick={onRetry}>{words.retry}</Button>
      </ErrorNote>
    </div>
  );
}

function OpenPage({ form, first }: { form: Form; first: string | undefined }) {
  const shown = usePageRun(form.id, first);
  const [answers, setAnswers] = useState(() => answersOf(form.inputs));
  const formAt = useRef<HTMLElement>(null);
  const resultAt = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = form.name;
  }, [form.name]);
  const change = () => {
    setAnswers(answersOf(form.inputs, shown.inputs));
    lead(formAt.current);
  };
  const begin = (run: string) => {
    shown.show(run);
    lead(resultAt.current);
  };
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(300px,400px)_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
      <section ref={formAt} tabIndex={-1} aria-label={words.form} className="min-w-0 outline-none">
        <h1 className="font-semibold text-xl">{form.name}</h1>
        {form.description && <p className="mt-1.5 whitespace-pre-wrap text-ink-2">{form.description}</p>}
        <PageForm
          form={form}
          answers={answers}
          onAnswers={setAnswers}
          isRunning={isActive(shown.run.status)}
          onBegun={begin}
        />
      </section>
      <section
        ref={resultAt}
        tabIndex={-1}
        aria-label={words.result}
        className="min-w-0 outline-none lg:col-start-2 lg:row-span-2 lg:row-start-1"
      >
        <PageRun form={form} shown={shown} onChange={change} onAnswered={shown.lookAgain} />
      </section>
      <PageHistory workflow={form.id} shown={shown.id} status={shown.run.status} onShow={begin} />
    </div>
  );
}

/** To what is of interest now; on a wide window both are in sight already. */
function lead(to: HTMLElement | null): void {
  to?.focus({ preventScroll: true });
  to?.scrollIntoView({ block: "start" });
}
