import {
  type AuthProvider,
  Client,
  type JsonSchemaValidator,
  ProtocolError,
  StreamableHTTPClientTransport,
  type Tool,
  type Transport,
} from "@modelcontextprotocol/client";
import type { ToolCallOptions, ToolInfo, ToolOutput } from "@/lib/nodes/toolCaller";
import { version } from "@/lib/version";
import { AppError } from "@/types/errors";
import { createProgramTransport } from "./program";
import { type FailedAt, isSessionGone, isUnreachable, toToolFailure } from "./toolFailure";
import { createToolFetch } from "./toolFetch";
import { MAX_OUTPUT_BYTES, tooLarge, toToolOutput } from "./toolOutput";

/** How long a server may take, in milliseconds. */
export interface Patience {
  /** To connect, and to list its tools. */
  connectMs: number;
  /** For a call, without a word of progress. */
  callIdleMs: number;
}
export const usualPatience: Patience = { connectMs: 15_000, callIdleMs: 120_000 };
const CALL_MS = 60 * 60_000;
/** How long a server is remembered to have the tools that it had, where it does not say that they change. */
const LIST_AGE_MS = 60_000;
const MAX_TOOLS = 500;
const MAX_LIST_CHARACTERS = 2_000_000;
/** Of one message: an output in base64, and what is around it. */
const MAX_MESSAGE_BYTES = Math.ceil((MAX_OUTPUT_BYTES * 4) / 3) + 1024 * 1024;

/** How a server is reached, with its secrets open. */
export type Way = {
  /** What it gets in confidence, which is in none of its words that are shown. */
  secrets: readonly string[];
} & (
  | {
      kind: "http";
      url: string;
      headers: Record<string, string>;
      auth: AuthProvider | undefined;
      fetch: typeof fetch;
      isOurs(url: URL): boolean;
    }
  | {
      kind: "stdio";
      command: string;
      args: readonly string[];
      env: Record<string, string>;
      onStderr(chunk: Buffer): void;
    }
);

/** A server that is connected to. */
export interface Connection {
  /** The tools it is known to have; asked for anew where that may be old. @throws AppError `tool_failed` */
  list(): Promise<readonly ToolInfo[]>;
  /** @throws AppError `not_found`, `tool_failed` (fact `reason: "stale"` where nothing of it has come to the server); what aborts */
  call(name: string, args: Record<string, unknown>, options: ToolCallOptions): Promise<ToolOutput>;
  /** Never throws. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Of the server, for words. */
  name: string;
  way: Way;
  /** Called once, however it comes about. */
  onClosed(): void;
  onTools(tools: readonly ToolInfo[]): void;
  now: () => number;
  patience: Patience;
}

/** @throws AppError `tool_failed` */
export async function connect(options: ConnectOptions): Promise<Connection> {
  try {
    return await connectIn(options, options.way.kind === "http" ? "auto" : "legacy");
  } catch (error) {
    // Nearly all programs begin as of old, and one that was asked for more than that might end.
    const isNewer = options.way.kind === "stdio" && ProtocolError.isInstance(error);
    if (!isNewer) throw toFailure(options, "connect")(error);
    return connectIn(options, "auto").catch((again: unknown) => {
      throw toFailure(options, "connect")(again);
    });
  }
}

async function connectIn(options: ConnectOptions, mode: "auto" | "legacy"): Promise<Connection> {
  const state: State = { isClosed: false, tools: [], listedAt: 0 };
  const client = new Client(
    { name: "patchbay", title: "Patchbay", version },
    {
      versionNegotiation: { mode },
      jsonSchemaValidator: unchecked,
      listChanged: { tools: { onChanged: (_, tools) => tools && keep(tools) } },
    },
  );
  const transport = createTransport(options.way, () => {
    state.isTooLarge = true;
    void client.close();
  });
  const keep = (tools: readonly Tool[]) => {
    state.tools = withinReason(tools).map(toToolInfo);
    state.listedAt = options.now();
    options.onTools(state.tools);
  };
  const list = async () =>
    keep((await client.listTools({}, { timeout: options.patience.connectMs, cacheMode: "bypass" })).tools);
  try {
    await client.connect(transport, { timeout: options.patience.connectMs });
    await list();
  } catch (error) {
    await transport.close().catch(() => undefined);
    throw error;
  }
  client.onclose = () => {
    if (!state.isClosed) options.onClosed();
    state.isClosed = true;
  };
  return toConnection({ options, client, transport, state, list });
}

interface State {
  isClosed: boolean;
  isTooLarge?: boolean;
  tools: readonly ToolInfo[];
  /** In milliseconds since 1970. */
  listedAt: number;
}

interface Parts {
  options: ConnectOptions;
  client: Client;
  transport: Transport;
  state: State;
  list(): Promise<void>;
}

function toConnection({ options, client, transport, state, list }: Parts): Connection {
  const isTold = client.getServerCapabilities()?.tools?.listChanged === true;
  let used = false;
  return {
    async list() {
      const isOld = !isTold && options.now() - state.listedAt > LIST_AGE_MS;
      if (isOld) await list().catch(throwAs(options, "list"));
      return state.tools;
    },
    async call(name, args, { signal, onProgress }) {
      if (!state.tools.some((tool) => tool.name === name)) throw noTool(options.name, name, state.tools);
      const isReused = used;
      used = true;
      try {
        const result = await client.callTool(
          { name, arguments: args },
          // Asked for always: it is how a server says that it is still at work.
          {
            signal,
            timeout: options.patience.callIdleMs,
            maxTotalTimeout: CALL_MS,
            resetTimeoutOnProgress: true,
            onprogress: onProgress ?? (() => {}),
          },
        );
        return toToolOutput(result);
      } catch (error) {
        signal.throwIfAborted();
        if (state.isTooLarge) throw tooLarge();
        if (isUnreachable(error) || (isReused && isSessionGone(error))) throw stale(options.name, error);
        throw toFailure(options, "call")(error);
      }
    },
    async close() {
      state.isClosed = true;
      // A session that nobody ends stays open at the server.
      if (transport instanceof StreamableHTTPClientTransport) await transport.terminateSession().catch(() => undefined);
      await client.close().catch(() => undefined);
    },
  };
}

function createTransport(way: Way, onTooLarge: () => void): Transport {
  if (way.kind === "stdio") return createProgramTransport({ ...way, maxBytes: MAX_MESSAGE_BYTES, onTooLarge });
  const { url, headers, auth, fetch, isOurs } = way;
  return new StreamableHTTPClientTransport(new URL(url), {
    fetch: createToolFetch({ fetch, serverUrl: url, isOurs, maxBytes: MAX_MESSAGE_BYTES, onTooLarge }),
    requestInit: { headers },
    authProvider: auth,
    onInsufficientScope: "throw",
  });
}

/** Schemas of other people hold patterns that never end: what they say of outputs is not looked at. */
const unchecked = {
  getValidator:
    <T>(): JsonSchemaValidator<T> =>
    (input) => ({ valid: true, data: input as T, errorMessage: undefined }), // nobody reads it by its type
};

function toToolInfo({ name, title, description, inputSchema, annotations }: Tool): ToolInfo {
  return {
    name,
    title: title ?? annotations?.title,
    description,
    inputSchema,
    readOnly: annotations?.readOnlyHint === true,
    // As the specification has it: what says nothing may destroy.
    destructive: annotations?.readOnlyHint !== true && annotations?.destructiveHint !== false,
    idempotent: annotations?.idempotentHint === true,
  };
}

/** The first of them, as far as models and screens can do anything with so many. */
function withinReason(tools: readonly Tool[]): Tool[] {
  let size = 0;
  return tools.slice(0, MAX_TOOLS).filter((tool) => {
    size += JSON.stringify(tool).length;
    return size <= MAX_LIST_CHARACTERS;
  });
}

function toFailure({ name, way, patience }: ConnectOptions, work: FailedAt["work"]) {
  const timeoutMs = work === "call" ? patience.callIdleMs : patience.connectMs;
  return (error: unknown) => toToolFailure(error, { server: name, work, timeoutMs, secrets: way.secrets });
}

function throwAs(...at: Parameters<typeof toFailure>) {
  return (error: unknown) => {
    throw toFailure(...at)(error);
  };
}

function stale(server: string, cause: unknown): AppError {
  return new AppError("tool_failed", `${server} was started anew.`, { server, reason: "stale" }, { cause });
}

function noTool(server: string, name: string, tools: readonly ToolInfo[]): AppError {
  const names = tools.map((tool) => tool.name).join(", ");
  return new AppError("not_found", `${server} has no tool ${name}. It has: ${names === "" ? "none" : names}.`);
}
