# SPDX-License-Identifier: Apache-2.0
"""Checks that are counted: a test goes on after one that fails, and its exit status tells."""
import signal

failures = 0

# A test may run where these are ignored (nohup, a shell's background): what it starts must not inherit that.
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)


def check(ok, what):
    global failures
    if not ok:
        failures += 1
        print('FAIL', what)


def status():
    print('%d failures' % failures)
    return 1 if failures else 0
