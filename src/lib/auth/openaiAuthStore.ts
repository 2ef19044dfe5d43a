/** The account file under the name it has always had. */
export { createOpenaiAuthStore, type OpenaiAuthStore } from "./store/openaiAuthStore";
