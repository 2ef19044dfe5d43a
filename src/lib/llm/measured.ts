import type { Meter } from "@/lib/meter";
import { isAbort, isAppError } from "@/types/errors";
import type { Usage } from "@/types/llm";
import type { ProviderId } from "@/types/providerTable";

interface Call {
  provider: ProviderId;
  model: string;
}

/** Times a call of a model, and notes what it has used or what went wrong. */
export async function* measured<Event extends { type: string; usage?: Usage }>(
  { provider, model }: Call,
  events: AsyncIterable<Event>,
  meter: Pick<Meter, "tell"> | undefined,
): AsyncGenerator<Event, void, undefined> {
  const beganMs = performance.now();
  // Of whoever leaves before the end.
  let error: string | undefined = "aborted";
  try {
    for await (const event of events) {
      if (event.type === "end") {
        error = undefined;
        if (event.usage !== undefined) meter?.tell({ of: "tokens", provider, model, usage: event.usage });
      }
      yield event;
    }
  } catch (failure) {
    error = nameOf(failure);
    throw failure;
  } finally {
    meter?.tell({ of: "call", operation: "chat", provider, model, seconds: secondsSince(beganMs), error });
  }
}

/** The same for pictures. */
export async function measuredPictures<T>(
  { provider, model }: Call,
  work: () => Promise<T>,
  meter: Pick<Meter, "tell"> | undefined,
): Promise<T> {
  const beganMs = performance.now();
  let error: string | undefined;
  try {
    return await work();
  } catch (failure) {
    error = nameOf(failure);
    throw failure;
  } finally {
    meter?.tell({ of: "call", operation: "image", provider, model, seconds: secondsSince(beganMs), error });
  }
}

function nameOf(failure: unknown): string {
  if (isAbort(failure)) return "aborted";
  return isAppError(failure) ? failure.code : "internal";
}

function secondsSince(beganMs: number): number {
  return (performance.now() - beganMs) / 1000;
}
