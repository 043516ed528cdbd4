// An inference service: it asks, runs the model (pretends to), and reports what that used.
//     node inference_service.ts URL KEY ACCOUNT APP PROMPT      (Node 23.6 or later; or bun, deno)
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

type Json = any;
const MODEL = "claude-sonnet-4-5", MOST_OUTPUT_TOKENS = 1_000, TRIES = 6;

/** A UUID version 7: 48 bits of time in milliseconds, the version, the variant, randomness. */
function eventId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Every request here is safe to repeat: after 0.1, 0.2, 0.4 … s, or later if told so. */
async function call(method: string, url: string, key: string, body?: Json): Promise<Json> {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  for (let i = 1; ; i++) {
    let wait = 50 * 2 ** i * (0.5 + Math.random());
    try {
      const signal = AbortSignal.timeout(10_000);
      const answer = await fetch(url, { method, headers, signal, body: body && JSON.stringify(body) });
      if (answer.ok || (answer.status === 404 && method === "DELETE")) { // 404: released already
        return answer.status === 200 ? await answer.json() : {};
      }
      if (![429, 503].includes(answer.status)) throw new RangeError(await answer.text());
      wait = Math.max(wait, 1000 * Number(answer.headers.get("Retry-After") ?? 0));
    } catch (e) {
      if (e instanceof RangeError || i === TRIES) throw e;
    }
    if (i === TRIES) throw new Error(`${method} ${url}: no answer after ${TRIES} tries`);
    await sleep(wait);
  }
}

async function serve(url: string, key: string, account: string, app: string, prompt: string): Promise<string> {
  const who = { account_id: account, app }, tokens = Math.floor(prompt.length / 4) + 1;
  const admission = await call("POST", `${url}/v1/admissions`, key, { ...who,
    estimate: { model: MODEL, input_tokens: tokens, max_output_tokens: MOST_OUTPUT_TOKENS } });
  const admission_id = admission.admission_id;
  let answer = "";
  try {
    if (admission.verdict === "allowed") answer = runModel(prompt);
  } finally { // "short", or the model failed: it does not run
    if (!answer && admission_id) await call("DELETE", `${url}/v1/admissions/${admission_id}`, key);
  }
  if (!answer) return admission.message;
  const usage = { ...who, event_id: eventId(), model: MODEL, input_tokens: tokens, // one id for all tries
    output_tokens: Math.floor(answer.length / 4) + 1, admission_id };
  const result = (await call("POST", `${url}/v1/usage`, key, { events: [usage] })).results[0];
  return result.status === "accepted" ? answer : `not billed: ${result.detail}`;
}
const runModel = (prompt: string): string => "You said: " + decodeURIComponent(prompt); // fails on "%"

console.log(await serve(...(process.argv.slice(2, 7) as [string, string, string, string, string])));
