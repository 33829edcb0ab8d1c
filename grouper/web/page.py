#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""page.py OUT MODULE HERE: one HTML file out of the template, its style, its script and the module. Its policy lets it
run this one script and its worker, and forbids every connection."""
import base64
import gzip
import hashlib
import os
import sys

POLICY = ("default-src 'none'; script-src 'sha256-%s' 'wasm-unsafe-eval' blob:; worker-src blob:; "
          "style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; connect-src 'none'")


def main():
    out, module, here = sys.argv[1:]

    def text(name):
        return open(os.path.join(here, name), encoding='utf-8').read()

    # The worker gets the engine's script as text: what is exported to others stands alone in it.
    engine = text('had.mjs').replace('export ', '')
    script = 'const ENGINE = %s;\n%s' % (quoted(engine), text('page.js'))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    packed = base64.b64encode(gzip.compress(open(module, 'rb').read(), 9, mtime=0)).decode()
    page = text('page.html')
    for mark, value in (('@POLICY@', POLICY % digest), ('@STYLE@', text('page.css')), ('@MODULE@', packed), ('@SCRIPT@', script)):
        page = page.replace(mark, value, 1)
    with open(out, 'w', encoding='utf-8', newline='\n') as file:
        file.write(page)


def quoted(text):
    """As a template of JavaScript; no `</script` may stand in a page."""
    return '`%s`' % text.replace('\\', '\\\\').replace('`', '\\`').replace('${', '\\${').replace('</script', '<\\/script')


main()
