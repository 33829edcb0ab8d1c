# SPDX-License-Identifier: Apache-2.0
"""Checks that are counted: a test goes on after one that fails, and its exit status tells."""
failures = 0


def check(ok, what):
    global failures
    if not ok:
        failures += 1
        print('FAIL', what)


def status():
    print('%d failures' % failures)
    return 1 if failures else 0
