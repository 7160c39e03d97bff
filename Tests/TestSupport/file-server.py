"""A server of files for tests, over HTTP and HTTPS, that also behaves badly when asked to.

file-server.py FOLDER: files are those of FOLDER/data, the certificate is FOLDER/cert.pem with its key in
FOLDER/key.pem. Writes its two ports to FOLDER/ports, then serves until it is ended or its parent is gone.
"""
import base64, email.utils, hashlib, http.server, os, ssl, sys, threading, time

folder = sys.argv[1]
counts = {}
log = []
ports = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def do_GET(self):
        login = self.headers.get("authorization", "")
        log.append("%s %s login=%s condition=%s" % (
            self.server.name, self.path, login[:5], self.headers.get("if-none-match", "")))
        parts = self.path.split("?")[0].strip("/").split("/", 1)
        getattr(self, "on_" + parts[0], self.on_missing)(parts[1] if len(parts) > 1 else "")

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def on_missing(self, rest):
        self.answer(404)

    def on_log(self, rest):
        self.answer(200, ("\n".join(log) + "\n").encode())

    def read(self, name):
        with open(os.path.join(folder, "data", name), "rb") as file:
            return file.read()

    # As a good server does it.
    def on_file(self, name):
        path = os.path.join(folder, "data", name)
        if not os.path.exists(path):
            return self.answer(404)
        body = self.read(name)
        tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        headers = [("ETag", tag), ("Last-Modified", email.utils.formatdate(os.stat(path).st_mtime, usegmt=True))]
        if self.headers.get("if-none-match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self.answer(200, body, headers)

    # Without tags: a copy is known by its time alone.
    def on_dated(self, name):
        path = os.path.join(folder, "data", name)
        time_of_file = email.utils.formatdate(os.stat(path).st_mtime, usegmt=True)
        if self.headers.get("if-modified-since") == time_of_file:
            self.send_response(304)
            self.end_headers()
            return
        self.answer(200, self.read(name), [("Last-Modified", time_of_file)])

    def on_status(self, code):
        self.answer(int(code.split("/")[0]), b"an error page")

    # So many errors, then the file.
    def on_flaky(self, rest):
        times, name = rest.split("/", 1)
        counts[rest] = counts.get(rest, 0) + 1
        self.answer(500) if counts[rest] <= int(times) else self.on_file(name)

    # Begins, and says nothing more.
    def on_slow(self, name):
        self.send_response(200)
        self.send_header("content-length", "1000")
        self.end_headers()
        self.wfile.write(b"a")
        self.wfile.flush()
        time.sleep(600)

    # Half of what it promised.
    def on_cut(self, name):
        body = self.read(name)
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def on_loop(self, rest):
        self.answer(302, headers=[("Location", "/loop/%d" % time.time_ns())])

    # To the other scheme, or to this server's file.
    def on_to(self, rest):
        scheme, path = rest.split("/", 1)
        self.answer(302, headers=[("Location", "%s://localhost:%d/%s" % (scheme, ports[scheme], path))])

    # To the same machine under another name.
    def on_away(self, path):
        self.answer(302, headers=[("Location", "%s://127.0.0.1:%d/%s" % (self.server.name, ports[self.server.name], path))])

    def on_huge(self, rest):
        self.send_response(200)
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(bytes(65536))
        except OSError:
            pass

    def on_login(self, name):
        wanted = "Basic " + base64.b64encode(b"4711:s3cret").decode()
        self.on_file(name) if self.headers.get("authorization") == wanted else self.answer(401)


def serve(name):
    server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
    server.daemon_threads = True
    server.name = name
    if name == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    ports[name] = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()


serve("http")
serve("https")
with open(os.path.join(folder, "ports.new"), "w") as file:
    file.write("%d %d" % (ports["http"], ports["https"]))
os.rename(os.path.join(folder, "ports.new"), os.path.join(folder, "ports"))
parent = os.getppid()
while os.getppid() == parent:
    time.sleep(0.2)
