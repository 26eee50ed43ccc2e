#!/usr/bin/env python
"""Django's command line, pointed at the running system if there is one."""

import os
import sys

from aftersales.embedded.endpoints import data_dir, read_run


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftersales.settings")
    record = read_run(data_dir())
    for name, value in (record.environment if record else {}).items():
        os.environ.setdefault(name, value)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
