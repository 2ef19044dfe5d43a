import { expect, test } from "vitest";
import { checkHeaders } from "./checkHeaders";

const asked = { upstream: "OpenAI", model: "m" };

test("a credential that a header takes goes", () => {
  expect(() => checkHeaders({ authorization: "Bearer sk-1" }, asked)).not.toThrow();
});

test.each(["sk-1\nsk-2", "sk-…", "sk-1\u0000", "sk-1\u0007"])(
  "the key %j cannot be sent, and is not repeated in the words",
  (key) => {
    expect(() => checkHeaders({ authorization: `Bearer ${key}` }, asked)).toThrow(
      expect.objectContaining({
        code: "auth_required",
        message:
          "The key or sign-in for OpenAI holds characters that cannot be sent: a line break, an ellipsis or the like. Enter it again.",
        facts: { action: "add_key" },
      }),
    );
  },
);
