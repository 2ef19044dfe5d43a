import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule, Scope } from "quickjs-emscripten-core";
import { AppError } from "@/types/errors";
import { prelude } from "./prelude";
import { SCRIPT_MEMORY } from "./sandbox";
import { toFailure, tooLittleMemory, tooMuchWork, type Written } from "./scriptFailure";

/** A function of the sandbox, and the code that it came of. */
export interface Compiled extends Written {
  script: QuickJSHandle;
}

/** One script's own world: nothing of one before is in it. */
export interface Machine {
  vm: QuickJSContext;
  /** Calls it with arguments in JSON and gives JSON. @throws AppError what the script failed with */
  call(compiled: Compiled, given: string): string;
  /** What was thrown, as an error of ours. */
  explain(error: QuickJSHandle, written: Written): AppError;
}

export interface MachineOptions {
  workMs: number;
  /** Hears each line of the console. */
  tell: (words: string) => void;
}

/** Of one call within the other. */
const STACK = 256 * 1024;
/** What is left for reading the error of a script that has used up all. */
const EXPLAIN_MS = 200;
const EXPLAIN_MEMORY = 256 * 1024;

/** All of it ends with the scope. */
export function createMachine(sandbox: QuickJSWASMModule, scope: Scope, options: MachineOptions): Machine {
  const runtime = scope.manage(sandbox.newRuntime());
  const allow = limit(runtime);
  allow(options.workMs, SCRIPT_MEMORY);
  const vm = scope.manage(runtime.newContext());
  const tell = scope.manage(vm.newFunction("tell", (words) => options.tell(vm.getString(words))));
  const begin = scope.manage(vm.unwrapResult(vm.evalCode(prelude, "prelude")));
  const parts = scope.manage(vm.unwrapResult(vm.callFunction(begin, vm.undefined, tell)));
  const callPart = scope.manage(vm.getProp(parts, "call"));
  const explainPart = scope.manage(vm.getProp(parts, "explain"));

  const explain: Machine["explain"] = (error, written) => {
    allow(EXPLAIN_MS, SCRIPT_MEMORY + EXPLAIN_MEMORY);
    // Without memory there is not even an error.
    if (vm.sameValue(error, vm.null)) return new AppError("too_large", tooLittleMemory);
    const words = vm.callFunction(explainPart, vm.undefined, error);
    if (words.error === undefined) return toFailure(words.value.consume(vm.getString.bind(vm)), written);
    words.error.dispose();
    return new AppError("too_large", tooMuchWork);
  };
  return {
    vm,
    explain,
    call: (compiled, given) => {
      const args = scope.manage(vm.newString(given));
      const answer = vm.callFunction(callPart, vm.undefined, compiled.script, args);
      if (answer.error !== undefined) throw explain(scope.manage(answer.error), compiled);
      const settled = settle(vm, runtime, scope.manage(answer.value));
      if (settled.error !== undefined) throw explain(scope.manage(settled.error), compiled);
      if (vm.typeof(settled.value) !== "string") throw new AppError("invalid_request", gaveNothing);
      return vm.getString(scope.manage(settled.value));
    },
  };
}

const gaveNothing = "The code gave nothing. Return a value: text, a number, an object or a list.";
const waitsForever = "The code waits for something that never comes.";

/** Sets what the runtime may use from now on. */
function limit(runtime: QuickJSRuntime): (workMs: number, memory: number) => void {
  let endsAt = 0;
  runtime.setMaxStackSize(STACK);
  runtime.setInterruptHandler(() => cpuMs() > endsAt);
  return (workMs, memory) => {
    endsAt = cpuMs() + workMs;
    runtime.setMemoryLimit(memory);
  };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

type Settled = { value: QuickJSHandle; error?: undefined } | { value?: undefined; error: QuickJSHandle };

/** What a promise comes to; any other value is itself. @throws AppError for one that comes to nothing */
function settle(vm: QuickJSContext, runtime: QuickJSRuntime, answer: QuickJSHandle): Settled {
  if (vm.typeof(answer) !== "object") return { value: answer };
  const jobs = runtime.executePendingJobs();
  if (jobs.error !== undefined) return { error: jobs.error };
  const state = vm.getPromiseState(answer);
  if (state.type === "pending") throw new AppError("invalid_request", waitsForever);
  return state.type === "rejected" ? { error: state.error } : { value: state.value };
}
