#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""exports.py LIBRARY HEADER: what the shared library exports is what the header declares."""
import re
import subprocess
import sys

library, header = sys.argv[1:3]
out = subprocess.run(['nm', '-D', '--defined-only', library], capture_output=True, text=True,
                     check=True).stdout
exported = {line.split()[-1] for line in out.splitlines() if line.split()[-2] in 'TDBR'}
text = re.sub(r'/\*.*?\*/', '', open(header).read(), flags=re.S)
declared = set(re.findall(r'HAD_API[^;]*?\b(had_\w+)\s*\(', text))
for name in sorted(exported ^ declared):
    print('%s: %s' % (name, 'exported, not declared' if name in exported else 'declared, not exported'))
print('%d exports, %d declarations' % (len(exported), len(declared)))
sys.exit(exported != declared or not declared)
