import { createOpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { createSecretBox } from "@/lib/security/secretBox";
import { openTextStore } from "@/lib/storage/contract/openTextStore";

// Run by openaiAuthStore.integration.test.ts: writes without end and tells each number that is safely stored.
const [place = "", configDir = ""] = process.argv.slice(2);
const box = createSecretBox({ secret: undefined, configDir });
const store = createOpenaiAuthStore(openTextStore(place), box);

for (;;) {
  const stored = await store.update(async ({ accounts: [account] }) => {
    if (account === undefined) throw new Error("the account is gone");
    account.generation += 1;
    account.refresh_token = await box.seal(`rt_${account.generation}`, { owner: account.id, field: "refresh_token" });
    return account.generation;
  });
  process.stdout.write(`${stored}\n`);
}
