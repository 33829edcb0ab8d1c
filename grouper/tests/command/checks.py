# SPDX-License-Identifier: Apache-2.0
"""Checks that are counted: a test goes on after one that fails, and its exit status tells. With CHECKS_STOP in the
environment it ends at the first: to learn that it fails is enough then (promises.py)."""
import os
import re
import signal
import sys

failures = 0

# A test may run where these are ignored (nohup, a shell's background): what it starts must not inherit that.
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)
# Nor what somebody has chosen on this machine: a language, tables of their own; a terminal that lacks letters.
for name in ('HAD_LANG', 'XDG_DATA_HOME'):
    os.environ.pop(name, None)
sys.stdout.reconfigure(errors='backslashreplace')


def check(ok, what):
    global failures
    if not ok:
        failures += 1
        print('FAIL', what, flush=True)
        if 'CHECKS_STOP' in os.environ:
            os._exit(1)


def plain_options(page):
    """The markup of a page without <code>, which only keeps its options from being broken at their hyphens."""
    return re.sub('</?code>', '', page)


def status():
    print('%d failures' % failures)
    return 1 if failures else 0
