import { isAppError } from "@/types/errors";

/** In password mode a session can end at any time; whatever request notices first leads to the login page. */
export function goToLogin(error: unknown): void {
  if (isAppError(error) && error.code === "login_required") window.location.assign("/login");
}
