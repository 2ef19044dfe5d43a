/** Events with a piece of something that comes once more as a whole, as `data` or with a name before it. */
const piece =
  /^(?:event: |data: \{"type":")response\.(?:output_text|reasoning_summary_text|function_call_arguments)\.delta["\n]/;

export function isPiece(start: string): boolean {
  return piece.test(start);
}
