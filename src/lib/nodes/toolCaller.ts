/** How a node reaches tools of other programs, by the id of their server. */
export interface ToolCaller {
  /**
   * The tools of a server as they are now; it is connected to where it is not yet.
   * @throws AppError `not_found` for a server that is not there or is switched off, `tool_failed` where it cannot be
   * reached or wants a person to sign in (fact `reason: "sign_in"`); what aborts
   */
  list(server: string, signal: AbortSignal): Promise<ToolInfo[]>;
  /**
   * Makes a call, once: nothing is sent again. A tool that tells of a failure of its own gives an output with `isError`.
   * @throws AppError as `list`; `not_found` for a tool that is not there, `tool_failed` where no answer came, the server
   * refused the call, or the output is too large; what aborts, which cancels the call at the server
   */
  call(call: ToolCall, options: ToolCallOptions): Promise<ToolOutput>;
}

export interface ToolCall {
  server: string;
  /** As the server calls its tool. */
  name: string;
  arguments: Record<string, unknown>;
}

export interface ToolCallOptions {
  signal: AbortSignal;
  /** The server tells how far it is; `total` where it knows. */
  onProgress?: (progress: { progress: number; total?: number; message?: string }) => void;
}

/** A tool as its server tells of it, which is a claim: what is not marked may act, and may not be repeated. */
export interface ToolInfo {
  /** As the server calls it. */
  name: string;
  title?: string;
  description?: string;
  /** A JSON schema of its arguments, as it came. */
  inputSchema: Record<string, unknown>;
  readOnly: boolean;
  destructive: boolean;
  idempotent: boolean;
}

/** What a tool gave, whole, at most 10 MB. All of it is data of somebody else. */
export interface ToolOutput {
  /** Its texts, one after the other. */
  text: string;
  /** The tool itself says that it failed. */
  isError?: boolean;
  structured?: Record<string, unknown>;
  /** Pictures, sound and files that came with it. */
  files?: ToolFile[];
}

export interface ToolFile {
  mime: string;
  bytes: Uint8Array;
  name?: string;
}
