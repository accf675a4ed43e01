#!/usr/bin/env python3
"""Takes answers where CloudFormation would: prints the body of each PUT to localhost:8000."""

import http.server


class Answers(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        print(body.decode("utf-8", errors="backslashreplace"), flush=True)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format, *arguments):
        pass


if __name__ == "__main__":
    try:
        http.server.HTTPServer(("localhost", 8000), Answers).serve_forever()
    except KeyboardInterrupt:
        pass
