"""How the web server runs, on a laptop and in a container."""

import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "asgi"
asgi_lifespan = "off"
preload_app = True  # half the start-up work and half the memory
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  # a heartbeat on a disk stalls with it

timeout = 60
graceful_timeout = 30
keepalive = 2  # longer, and an idle browser holds up the shutdown
max_requests = 2000  # a slow leak must not become an outage
max_requests_jitter = 200

limit_request_line = 8190
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
asgi_disconnect_grace_period = 1  # a page that nobody waits for gives its thread back
control_socket_disable = True
accesslog = None


def when_ready(_server: Any) -> None:
    """Load every page before the workers are born. What they then share, no worker loads,
    copies or sweeps for garbage again."""
    import gc

    from django.urls import get_resolver

    bool(get_resolver().reverse_dict)  # asked for, it reads every table of addresses
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Let a shutdown end the event streams, which would end by themselves only in hours."""
    import signal

    from aftersales.server import close_streams

    def end() -> None:
        worker.handle_exit_signal()
        close_streams()

    worker.loop.add_signal_handler(signal.SIGTERM, end)
