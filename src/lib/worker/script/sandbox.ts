import variant from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from "quickjs-emscripten-core";

const PAGE = 64 * 1024;
/** What the values of a script may take. */
export const SCRIPT_MEMORY = 64 * 1024 * 1024;
/** QuickJS itself, and what it needs to end a script that has taken all. */
const OWN_MEMORY = 16 * 1024 * 1024;
const FIRST_MEMORY = 16 * 1024 * 1024;

let sandbox: Promise<QuickJSWASMModule> | undefined;

/** QuickJS in WebAssembly: no network, no files, one zone of time on every computer. One for all scripts of a thread. */
export function openSandbox(): Promise<QuickJSWASMModule> {
  sandbox ??= newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      wasmMemory: new WebAssembly.Memory({
        initial: FIRST_MEMORY / PAGE,
        maximum: (SCRIPT_MEMORY + OWN_MEMORY) / PAGE,
      }),
      // What is told of a script that broke the machine itself is for nobody's log.
      emscriptenModule: { print: () => {}, printErr: () => {} } as object,
    }),
  );
  return sandbox;
}

/** The next script gets a new machine: this one was left in the middle of something. */
export function discardSandbox(): void {
  sandbox = undefined;
}
