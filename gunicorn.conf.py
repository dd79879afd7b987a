"""Configuration of gunicorn, which reads this file from its working directory. docs/settings.md lists the variables.

SIGHUP to the master starts workers with the new code; the old ones finish their requests.
"""

import contextlib
import os
import subprocess
import sys
import tempfile

from archive.environment.variables import LOG_LEVELS, MAX_PORT, InvalidVariable, read_listening, read_number, read_word

try:
    METRICS_PORT = read_number("METRICS_PORT", 0, maximum=MAX_PORT)
    bind = read_listening("BIND", "127.0.0.1:8000")
    workers = read_number("WORKERS", 2, minimum=1, maximum=1024)
    threads = read_number("THREADS", 1, minimum=1, maximum=1024)
    loglevel = read_word("LOG_LEVEL", "warning", LOG_LEVELS)
    accesslog = "-" if read_word("LOG_FORMAT", "text", ("text", "json")) == "json" else None
except InvalidVariable as error:
    sys.exit(str(error))
if METRICS_PORT and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # read by prometheus_client on import
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="shawahid-metrics-")

worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (heartbeats, in memory where possible)
control_socket_disable = True
forwarder_headers = ""
timeout = 30
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 4096
logger_class = "archive.web.monitoring.server_log.ServerLogger"


def on_starting(server):
    """Load the application once, in a process of its own, and end if it cannot be loaded.

    Otherwise each worker would say why, and gunicorn would print a traceback if two of them ended at once. The master itself must not load it:
    workers started by SIGHUP would inherit the old code.
    """
    status = subprocess.run([sys.executable, "-c", "import archive.wsgi"], check=False).returncode
    if status:
        sys.exit(status)


def when_ready(server):
    """Serve the metrics of all workers on a port of their own."""
    if METRICS_PORT:
        from archive.web.monitoring import metrics

        server.metrics = metrics.serve_metrics(os.environ.get("METRICS_HOST", "127.0.0.1"), METRICS_PORT)


def post_fork(server, worker):
    """Adapt error responses: 400 for an unknown transfer coding (not 501), a page of help for a request line that is too long.

    No error is handled with the reader's address, which gunicorn would log.

    Close the worker's copy of the metrics socket, which belongs to the master.
    """
    from gunicorn.http.errors import InvalidHeader, LimitRequestLine, UnsupportedTransferCoding

    from archive.web.cache import limits

    handle_other_error = worker.handle_error

    def handle_error(request, client, address, error):
        if isinstance(error, LimitRequestLine):
            limits.send_too_long(client)
            return
        if isinstance(error, UnsupportedTransferCoding):
            error = InvalidHeader("TRANSFER-ENCODING")
        handle_other_error(request, client, ("-", 0), error)

    worker.handle_error = handle_error
    if METRICS_PORT and hasattr(server, "metrics"):
        server.metrics.socket.close()


def post_worker_init(worker):
    """Re-hash all source texts: what is damaged is logged, and /readyz says so. Print the line of ``make serve`` for the first worker."""
    from django.db import DatabaseError

    from archive.web.monitoring.texts import MONITOR

    with contextlib.suppress(DatabaseError):  # not there yet; /readyz says so, and begins when it is
        MONITOR.check_all()
    notice = os.environ.get("SERVING_NOTICE", "")
    if notice and worker.age == 1:
        sys.stdout.write(f"{notice}\n")
        sys.stdout.flush()


def child_exit(server, worker):
    """Drop the gauges of a worker that has ended; its counters remain."""
    if METRICS_PORT:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server):
    """Delete the files of the metrics when the master ends."""
    if METRICS_PORT:
        import shutil

        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
