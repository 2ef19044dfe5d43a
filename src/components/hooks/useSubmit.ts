import { type FormEvent, useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import type { ErrorBody } from "@/types/errors";

/** What a form does when it is sent: `work`, once at a time; what that throws is `error` until the next try. */
export function useSubmit(work: () => Promise<void>) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorBody>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(toShownError(failure));
    }
    setIsBusy(false);
  };
  return { submit, isBusy, error };
}
