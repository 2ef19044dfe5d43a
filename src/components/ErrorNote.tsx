"use client";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { z } from "zod";
import { whenText } from "@/components/accounts";
import { messages } from "@/components/messages/en";
import { type ErrorBody, type ErrorCode, errorCodes, toErrorBody } from "@/types/errors";

/** What happened, why, and what to do, right where it happened. `children` are the buttons. */
export function ErrorNote({
  error,
  children,
}: {
  error: { code: string; message: string; requestId?: string; details?: Record<string, unknown> };
  children?: ReactNode;
}) {
  const own = ownWords(error);
  // Our words on a call do not know until when to wait.
  const advice = own === "" || error.details?.until ? sentenceOf(error) : "";
  return (
    <div role="alert" className="flex gap-2.5 rounded-control bg-error-soft px-3 py-2.5">
      <CircleAlert size={16} strokeWidth={1.75} className="mt-px shrink-0 text-error" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{titleOf(error)}</p>
        {advice !== "" && <p className="mt-0.5 text-ink-2">{advice}</p>}
        <p lang={own || advice === "" ? undefined : "en"} className="mt-0.5 text-ink-2 [overflow-wrap:anywhere]">
          {own || error.message}
        </p>
        {error.requestId && error.code === "internal" && (
          <p className="mt-0.5 text-ink-2 text-xs">{messages.errors.reference(error.requestId)}</p>
        )}
        {children && <div className="mt-2.5 flex flex-wrap gap-2">{children}</div>}
      </div>
    </div>
  );
}

/** The heading of a failure; an unknown code (a newer server) gets the general one. */
export function titleOf({ code, details }: { code: string; details?: Record<string, unknown> }): string {
  // Nobody was asked yet: it is Patchbay itself that is away, not a provider.
  if (details?.offline === true) return messages.errors.offline;
  if (details?.unreached === true) return messages.errors.unreached;
  if (details?.linkIsFull === true) return messages.errors.linkIsFull;
  return messages.errors.titles[isErrorCode(code) ? code : "internal"];
}

/**
 * What happened and what to do, in a language that the server does not speak, where the code says enough; else nothing.
 * The server's own sentence stands below it: it knows the facts.
 */
export function sentenceOf({ code, details }: { code: string; details?: Record<string, unknown> }): string {
  if (details?.offline === true || details?.unreached === true || !hasSentence(code)) return "";
  const until = details?.until ?? details?.resetsAt;
  return messages.errors.sentences[code](typeof until === "string" ? whenText(until) : "");
}

/** The words of a failure: of the page's language where its facts tell all that the server says, else the server's. */
export function messageOf(error: { code: string; message: string; details?: Record<string, unknown> }): string {
  return ownWords(error) || error.message;
}

const askedSchema = z.object({ upstream: z.string(), model: z.string() });

/** Nothing in English, which the server speaks, and where it has facts of its own. */
function ownWords({ code, details }: { code: string; details?: Record<string, unknown> }): string {
  if (details?.offline === true) return messages.errors.offlineText();
  if (details?.unreached === true) return messages.errors.unreachedText();
  if (details?.linkIsFull === true) return messages.errors.linkIsFullText();
  const asked = askedSchema.safeParse(details?.asked).data;
  if (asked === undefined) return "";
  const words = messages.errors.call(code, asked.upstream, asked.model, Number(details?.items));
  const said = details?.upstreamMessage;
  return words === "" || typeof said !== "string" ? words : `${words} ${messages.errors.said(asked.upstream, said)}`;
}

function hasSentence(code: string): code is keyof typeof messages.errors.sentences {
  return Object.hasOwn(messages.errors.sentences, code);
}

/** Any thrown thing as what may be shown of it. */
export function toShownError(error: unknown): ErrorBody {
  const told = toErrorBody(error);
  const body = { ...told, message: messageOf(told) };
  const { requestId } = body.details ?? {};
  return typeof requestId === "string" ? { ...body, requestId } : body;
}

function isErrorCode(code: string): code is ErrorCode {
  return errorCodes.some((known) => known === code);
}
