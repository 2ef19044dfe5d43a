import type { Terminal } from "./command";

export interface TestTerminalOptions extends Partial<Terminal> {
  /** Lines of standard output and error are added to these. */
  printed: string[];
  said: string[];
}

/** A terminal at which nobody types. */
export function testTerminal({ printed, said, ...looks }: TestTerminalOptions): Terminal {
  return {
    print: (line) => printed.push(line),
    say: (line) => said.push(line),
    ask: async () => "",
    askSecret: async () => "",
    openBrowser: () => {},
    isRead: true,
    isAttended: false,
    directory: "/",
    signal: new AbortController().signal,
    ...looks,
  };
}
