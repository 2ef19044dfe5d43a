import { rotateSecret } from "@/lib/auth/store/rotateSecret";
import { createSecretBox } from "@/lib/security/secretBox";
import { openTextStore } from "@/lib/storage/contract/openTextStore";

// Run by rotateSecretContract.ts: tells the name of each text that is done.
const [place = "", newHex = "", oldHex = ""] = process.argv.slice(2);
const [secret, secretAlso] = [newHex, oldHex].map((hex) => Uint8Array.from(Buffer.from(hex, "hex")));
const box = createSecretBox({ secret, secretAlso, configDir: "/nowhere" });
for await (const { name } of rotateSecret(openTextStore(place), box)) process.stdout.write(`${name}\n`);
process.exit();
