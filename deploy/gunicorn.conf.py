"""Pages under gunicorn. WEB_WORKERS: two for each core is a good start."""

import os

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "4"))
# Workers are replaced now and then, each at another moment.
max_requests = 5000
max_requests_jitter = 500
timeout = 60
graceful_timeout = 30
keepalive = 75
worker_tmp_dir = "/dev/shm"  # noqa: S108 -- memory, so that a slow disk never looks like a dead worker
# It would be a file in the home folder, where nobody may write.
control_socket_disable = True
# Stoa writes its own access lines, with request ids.
accesslog = None
