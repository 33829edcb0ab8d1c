#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""example.py PROGRAM RPSS: the vendor's example, built on the header alone, gives what it should."""
import subprocess
import sys

out = subprocess.run([sys.argv[1]], stdin=open(sys.argv[2], 'rb'), capture_output=True, check=True,
                     text=True).stdout.splitlines()
assert len(out) == 15, out
assert out[0] == ('H0F code 000 ghpc 5092  GHT 15 x 4 days = 1382.68  GHT 11 x 5 days = 1330.15'
                  '  GHT 09 x 16 days = 3619.84'), out[0]
assert out[9] == 'rejected at byte 151' and out[14] == 'rejected at byte 1', out
print('example ok')
