/** People paste the address of a whole endpoint where the base of an API of OpenAI's kind is wanted. */
export function withoutEndpoint(baseUrl: string): string {
  return baseUrl.replace(/\/(responses|chat\/completions|models|images\/(generations|edits))$/, "");
}
