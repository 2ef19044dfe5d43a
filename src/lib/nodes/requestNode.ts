import { z } from "zod";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeContext, NodeKind } from "./nodeKind";
import { missingPlaces, namesIn, placeholdersOf, ROW_PORT } from "./placeholders";
import { sendOnce } from "./requestOnce";
import { type RequestToSend, requestMethods } from "./requestPort";
import { asIs, fillText, inForm, inJson, inUrl, isSecretPlace, secretIn } from "./requestText";
import { isRecord, ownNamed, parseIfJson } from "./values";

/** A token of HTTP (RFC 9110 §5.6.2). */
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, "a header's name has letters, digits and -");

const schema = z.object({
  method: z.enum(requestMethods).default("GET"),
  url: z.string().max(10_000),
  headers: z.record(headerName, z.string().max(20_000)).optional(),
  body: z.string().max(1_000_000).optional(),
  /** What its body becomes. */
  as: z.enum(["text", "json", "file"]).default("text"),
  /** Of `GET` and `HEAD`: an answer is kept and used again. */
  cache: z.boolean().optional(),
  ...mapSettingsSchema.shape,
});
export type RequestData = z.infer<typeof schema>;

/** Headers that the connection itself has to say. */
const fixedHeaders = new Set([
  ...["host", "content-length", "connection", "transfer-encoding", "upgrade", "te", "trailer", "keep-alive", "expect"],
  ...["proxy-authorization", "proxy-connection", "accept-encoding"],
]);

function fixedHeaderIn({ headers = {} }: Pick<RequestData, "headers">): string | undefined {
  return Object.keys(headers).find((name) => fixedHeaders.has(name.toLowerCase()));
}

/** All texts of a request that may have places, one behind the other. In a document from elsewhere they may be anything. */
export function requestTexts({ url, headers, body }: Partial<Record<keyof RequestData, unknown>>): string {
  return [url, ...Object.values(headers ?? {}), body].filter((text) => typeof text === "string").join("\n");
}

/** Asks another server: an HTTP request with places, and with secrets by their names. */
export const requestNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ method: "GET", url: "", as: "json" }),
  ports: (data) => ({
    inputs: [
      ...placeholdersOf(requestTexts(data))
        .filter((name) => !isSecretPlace(name))
        .map((name) => ({ name, type: "any" as const })),
      { name: ROW_PORT, type: "json", label: "fields" },
    ],
    outputs: [
      data.as === "json"
        ? { name: "body", type: "json", listIfArray: true }
        : { name: "body", type: data.as === "file" ? "file" : "text" },
      { name: "status", type: "json" },
    ],
  }),
  keeps: ({ method, cache }) => cache === true && (method === "GET" || method === "HEAD"),
  problem: (data, { wired, runInputs }) => {
    if (data.url.trim() === "") return "has no address: write one, such as https://api.example.com/items";
    const names = namesIn(requestTexts(data));
    const wrong = names.find((name) => isSecretPlace(name) && secretIn(name) === undefined);
    if (wrong !== undefined)
      return `names a secret that cannot be: {{${wrong}}}. Names have capital letters, digits and _`;
    const header = fixedHeaderIn(data);
    if (header !== undefined) return `sets the header ${header}, which the connection sets itself`;
    if (wired.has(ROW_PORT)) return undefined;
    const isFilled = (name: string) => wired.has(name) || ownNamed(runInputs, name) !== undefined;
    return missingPlaces(names.filter((name) => !isSecretPlace(name) && !isFilled(name)));
  },
  execute: async (context) => {
    const { status, body } = await sendOnce(context, toRequest(context));
    return { output: { body, status } };
  },
};

/** The request with its places filled; secrets are still named. @throws AppError `invalid_workflow`, `invalid_request` */
export function toRequest({
  data,
  inputs,
  runInputs,
}: Pick<NodeContext<RequestData>, "data" | "inputs" | "runInputs">): RequestToSend {
  const row = parseIfJson(inputs[ROW_PORT] ?? null);
  const sources = [inputs, ...(isRecord(row) ? [row] : []), runInputs];
  // What is null fills a place as well.
  const find = (name: string): Value | undefined =>
    sources.map((source) => ownNamed(source, name)).find((value) => value !== undefined);
  const { method, url, headers = {}, body, as } = data;
  const fixed = fixedHeaderIn(data);
  if (fixed !== undefined)
    throw new AppError("invalid_request", `The header ${fixed} is set by the connection itself.`);
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const hasBody = body !== undefined && body !== "" && method !== "GET" && method !== "HEAD";
  const isForm = type?.includes("x-www-form-urlencoded") === true;
  const isJson = hasBody && (type === undefined ? /^\s*[[{]/.test(body) : /[/+]json\b/.test(type));
  return {
    ...{ method, as, isJson },
    url: fillText(url.trim(), inUrl, find),
    headers: Object.entries(headers).map(([name, value]) => [name, fillText(value.trim(), asIs, find)]),
    ...(hasBody ? { body: fillText(body, isJson ? inJson : isForm ? inForm : asIs, find) } : {}),
  };
}
