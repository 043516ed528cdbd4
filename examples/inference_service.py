"""An inference service: it asks, runs the model (pretends to), and reports what that used.

    python3 inference_service.py URL KEY ACCOUNT APP PROMPT
"""
import json, os, random, sys, time, urllib.error, urllib.request

MODEL, MOST_OUTPUT_TOKENS, TRIES = "claude-sonnet-4-5", 1_000, 6


def event_id():
    """A UUID version 7: 48 bits of time in milliseconds, the version, the variant, randomness."""
    n = int(time.time() * 1000) << 80 | 7 << 76 | int.from_bytes(os.urandom(10), "big") >> 4
    h = f"{n & ~(3 << 62) | 2 << 62:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def call(method, url, key, body=None):
    """Every request here is safe to repeat: after 0.1, 0.2, 0.4 … s, or later if told so."""
    for i in range(TRIES):
        request = urllib.request.Request(url, json.dumps(body).encode() if body else None, {
            "Authorization": f"Bearer {key}", "Content-Type": "application/json"}, method=method)
        wait = 0.1 * 2 ** i * (0.5 + random.random())
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.loads(answer.read() or "{}")
        except urllib.error.HTTPError as e:
            if e.code == 404 and method == "DELETE":
                return {}  # it is released already
            if e.code not in (429, 503) or i == TRIES - 1:
                raise
            wait = max(wait, float(e.headers.get("Retry-After") or 0))
        except OSError:
            if i == TRIES - 1:
                raise
        time.sleep(wait)


def serve(url, key, account, app, prompt, run_model):
    who, tokens = {"account_id": account, "app": app}, len(prompt) // 4 + 1
    admission = call("POST", url + "/v1/admissions", key, who | {"estimate": {
        "model": MODEL, "input_tokens": tokens, "max_output_tokens": MOST_OUTPUT_TOKENS}})
    admission_id, answer = admission["admission_id"], None
    try:
        if admission["verdict"] == "allowed":
            answer = run_model(prompt)
    finally:
        if answer is None and admission_id:  # "short", or the model failed: it does not run
            call("DELETE", f"{url}/v1/admissions/{admission_id}", key)
    if answer is None:
        return admission["message"]
    usage = {"event_id": event_id(), "model": MODEL, "input_tokens": tokens,  # one id for all tries
             "output_tokens": len(answer) // 4 + 1, "admission_id": admission_id}
    result = call("POST", url + "/v1/usage", key, {"events": [who | usage]})["results"][0]
    return answer if result["status"] == "accepted" else f"not billed: {result['detail']}"


if __name__ == "__main__":  # a prompt that cannot be decoded as ASCII makes this model fail
    print(serve(*sys.argv[1:6], lambda prompt: "You said: " + prompt.encode().decode("ascii")))
