import { AppError } from "@/types/errors";
import type { Compiled, Machine } from "./machine";
import { noFunction, SCRIPT_FILE } from "./scriptFailure";

/** How code may be written. What is put before it stands on its first line. */
interface Form {
  before: string;
  around: (code: string) => string;
}

/** One function; lines of which the last gives a function; the body of one, with `return`. */
const expression: Form = { before: "(", around: (code) => `(${code.replace(/;\s*$/, "")}\n)` };
const script: Form = { before: "", around: (code) => code };
const body: Form = { before: "(value, inputs) => {", around: (code) => `(value, inputs) => {${code}\n}` };

/**
 * The function that code is, however it is written; whoever asks for it disposes of it. A syntax error is told as of the
 * form that was meant.
 * @throws AppError `invalid_request` for code that is no function, and what its outer lines fail with
 */
export function compileScript(machine: Machine, code: string): Compiled {
  const faults = new Map<Form, AppError>();
  for (const form of [expression, script, body]) {
    const fault = syntaxFault(machine, form, code);
    if (fault === undefined) return evaluate(machine, form, code);
    faults.set(form, fault);
  }
  const fault = faults.get(script);
  throw fault !== undefined && !/return not in a function/.test(fault.message) ? fault : faults.get(body);
}

function syntaxFault({ vm, explain }: Machine, form: Form, code: string): AppError | undefined {
  const compiled = vm.evalCode(form.around(code), SCRIPT_FILE, { strict: true, compileOnly: true });
  if (compiled.error !== undefined) return compiled.error.consume((error) => explain(error, writtenAs(form, code)));
  compiled.value.dispose();
}

function evaluate({ vm, explain }: Machine, form: Form, code: string): Compiled {
  const written = writtenAs(form, code);
  const found = vm.evalCode(form.around(code), SCRIPT_FILE, { strict: true });
  if (found.error === undefined) {
    if (vm.typeof(found.value) === "function") return { script: found.value, ...written };
    found.value.dispose();
    throw new AppError("invalid_request", noFunction);
  }
  const fault = found.error.consume((error) => explain(error, written));
  throw fault.code === "too_large" ? fault : new AppError(fault.code, `${fault.message} ${noFunction}`, fault.facts);
}

function writtenAs({ before }: Form, code: string) {
  return { code, before: before.length };
}
