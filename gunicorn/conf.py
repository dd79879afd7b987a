"""How gunicorn serves the archive; it reads this file by itself. docs/settings.md lists the variables.

SIGHUP to the master: new workers with new code, the old ones finish what they have begun.
"""

import os
import tempfile

METRICS_PORT = int(os.environ.get("METRICS_PORT") or 0)
if METRICS_PORT and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # prometheus_client looks for it once, when it is imported
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="shawahid-metrics-")

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WORKERS") or 2)
threads = int(os.environ.get("THREADS") or 1)
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (heartbeats, in memory where that is allowed)
control_socket_disable = True
forwarder_headers = ""
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 4096
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()
accesslog = "-" if os.environ.get("LOG_FORMAT") == "json" else None
logger_class = "archive.web.monitoring.server_log.ServerLogger"


def when_ready(server):
    """The sums of all workers, on a port of their own."""
    if METRICS_PORT:
        from archive.web.monitoring import metrics

        server.metrics = metrics.serve(os.environ.get("METRICS_HOST", "127.0.0.1"), METRICS_PORT)


def post_fork(server, worker):
    """The port of the metrics is the master's alone. A request in a coding that nobody knows is the asker's fault: 400, not 501; one that
    asks for too long an address is told what to do."""
    from gunicorn.http.errors import InvalidHeader, LimitRequestLine, UnsupportedTransferCoding

    from archive.web.cache import limits as too_long

    answer = worker.handle_error

    def handle_error(request, client, address, error):
        if isinstance(error, LimitRequestLine):
            too_long.tell(client)
            return
        known = InvalidHeader("TRANSFER-ENCODING") if isinstance(error, UnsupportedTransferCoding) else error
        answer(request, client, address, known)

    worker.handle_error = handle_error
    if METRICS_PORT and hasattr(server, "metrics"):
        server.metrics.socket.close()


def child_exit(server, worker):
    """What a worker that is gone said of itself no longer holds; what it counted does."""
    if METRICS_PORT:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    """The counts go with the master."""
    if METRICS_PORT:
        import shutil

        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
