"use client";
import { type FormEvent, useState } from "react";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { login } from "@/store/endpoints";
import { toShownError } from "./ErrorNote";
import { Logo } from "./Logo";

const words = messages.shell.login;

/** Password mode: one field. The session is a cookie that no script can read. */
export function LoginForm({ onDone = () => window.location.assign("/") }: { onDone?: () => void }) {
  const [password, setPassword] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    try {
      await login(password);
      onDone();
    } catch (failure) {
      const { code, message } = toShownError(failure);
      setError(code === "login_required" ? words.wrong : message);
      setIsBusy(false);
    }
  };
  return (
    <main className="flex min-h-full items-center justify-center px-6 py-10">
      <form
        onSubmit={submit}
        className="w-full max-w-[360px] rounded-dialog border border-line bg-panel p-6 shadow-float"
      >
        <Logo size={36} />
        <h1 className="mt-5 font-semibold text-lg">{words.title}</h1>
        <p className="mt-1.5 mb-5 text-ink-2">{words.text}</p>
        <Field label={words.label} error={error}>
          <TextInput
            type="password"
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" busy={isBusy} disabled={password === ""} className="mt-4 w-full">
          {words.button}
        </Button>
      </form>
    </main>
  );
}
