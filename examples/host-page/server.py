"""A host product: its page shows its user's extra usage with the ledger's elements.

    python3 examples/host-page/server.py http://127.0.0.1:8080 KEY_FILE ACCOUNT [PORT]

KEY_FILE holds a key of the role operator: it stays on this server. A browser gets a token that is good for
one account and one hour. Start the ledger with --allow-origin http://127.0.0.1:PORT.
"""
import json, os, sys, time, urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LEDGER, KEY, ACCOUNT = sys.argv[1].rstrip("/"), Path(sys.argv[2]).read_text().strip(), sys.argv[3]
PORT = int(sys.argv[4]) if len(sys.argv) > 4 else 8000
PAGE = Path(__file__).with_name("index.html").read_text()


def uuid7():
    n = int(time.time() * 1000) << 80 | 7 << 76 | int.from_bytes(os.urandom(10), "big") >> 4
    h = f"{n & ~(3 << 62) | 2 << 62:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def portal_token():
    """A token for the user who is signed in here; ask for it once you know who that is."""
    body = {"account_id": ACCOUNT, "role": "customer", "minutes": 60}
    request = urllib.request.Request(LEDGER + "/v1/portal-sessions", json.dumps(body).encode(), {
        "Authorization": f"Bearer {KEY}", "Content-Type": "application/json", "Idempotency-Key": uuid7()})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)["token"]


class Host(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/":
            self.answer("text/html; charset=utf-8", PAGE.replace("LEDGER", LEDGER).replace("ACCOUNT", ACCOUNT))
        elif self.path == "/usage-token":
            self.answer("application/json", json.dumps({"token": portal_token()}))
        else:
            self.send_error(404)

    def answer(self, media_type, text):
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(text.encode())


if __name__ == "__main__":
    print(f"the host product's page is at http://127.0.0.1:{PORT}/", flush=True)
    ThreadingHTTPServer(("127.0.0.1", PORT), Host).serve_forever()
