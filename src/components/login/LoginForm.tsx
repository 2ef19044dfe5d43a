"use client";
import { useEffect } from "react";
import useSWR from "swr";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { Logo } from "@/components/Logo";
import { messages } from "@/components/messages/en";
import { login as words } from "@/components/messages/login";
import { Button, buttonClass } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/Spinner";
import { SESSION_PATH } from "@/store/apiClient";
import { providerPath, readSession } from "@/store/people";
import type { SessionView } from "@/types/people";
import { safeWayBack } from "@/types/safeWayBack";
import { CredentialsForm } from "./CredentialsForm";

interface LoginProps {
  /** Where somebody wanted to go. */
  to?: string;
  /** The reason, else the code, of a sign-in at the provider that came to nothing. */
  failure?: string;
  onDone?: (to: string) => void;
}

const goTo = (to: string) => window.location.assign(to);

/** Signing in, by what there is: one password, names with passwords, a provider. The session is a cookie that no script reads. */
export function LoginForm({ to, failure, onDone = goTo }: LoginProps) {
  const back = safeWayBack(to);
  const { data: session, error, mutate } = useSWR(SESSION_PATH, readSession, { revalidateOnFocus: false });
  const isOpen = session?.way === "open";
  useEffect(() => {
    if (isOpen) onDone(back);
  }, [isOpen, back, onDone]);
  return (
    <main className="flex min-h-full items-center justify-center px-6 py-10">
      <div className="w-full max-w-[360px] rounded-dialog border border-line bg-panel p-6 shadow-float">
        <Logo size={36} />
        {session === undefined || isOpen ? (
          <div className="mt-5">
            {error === undefined ? (
              <p role="status" className="flex items-center gap-2.5 text-ink-2">
                <Spinner /> {words.asking}
              </p>
            ) : (
              <ErrorNote error={toShownError(error)}>
                <Button onClick={() => void mutate()}>{messages.shell.retry}</Button>
              </ErrorNote>
            )}
          </div>
        ) : (
          <Ways session={session} back={back} failure={failure} onDone={() => onDone(back)} />
        )}
      </div>
    </main>
  );
}

function Ways(props: { session: SessionView; back: string; failure: string | undefined; onDone: () => void }) {
  const { session, back, failure, onDone } = props;
  const { way, oidc } = session;
  const isNamed = way === "people";
  const hasForm = !isNamed || oidc === undefined || session.hasPasswords !== false;
  const said = isNamed ? words.people : words.password;
  return (
    <>
      <h1 className="mt-5 font-semibold text-lg">{said.title}</h1>
      <p className="mt-1.5 mb-5 text-ink-2">{hasForm ? said.text : words.people.noPasswords}</p>
      {failure !== undefined && <Failure code={failure} />}
      {isNamed && oidc !== undefined && (
        <a
          href={providerPath(back)}
          className={cx(buttonClass(hasForm ? "secondary" : "primary", "lg"), "min-w-0 w-full")}
        >
          <span className="truncate">{words.continueWith(oidc.name)}</span>
        </a>
      )}
      {isNamed && oidc !== undefined && hasForm && (
        <p className="my-4 flex items-center gap-3 text-ink-3 text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {words.or}
        </p>
      )}
      {hasForm && <CredentialsForm isNamed={isNamed} wrong={said.wrong} onDone={onDone} />}
    </>
  );
}

function Failure({ code }: { code: string }) {
  const known = Object.hasOwn(words.failures, code) ? (code as keyof typeof words.failures) : "other";
  return (
    <div role="alert" className="mb-4 rounded-control bg-error-soft px-3 py-2.5">
      <p className="font-medium">{words.failed}</p>
      <p className="mt-0.5 text-ink-2">{words.failures[known]}</p>
    </div>
  );
}
