# SPDX-License-Identifier: Apache-2.0
"""The guide of ten minutes, walked: each block typed in a shell, what it shows beside what the page prints, the amounts
that the page tells of in sentences."""
import os
import re
import tempfile

from checks import check

END = '== end of block'


def agrees(expected, found):
    """Whether the lines of `expected` are those of `found`, `...` standing for any number of them."""
    pattern = ''.join('(?:.*\n)*?' if line == '...' else re.escape(line) + '\n' for line in expected.splitlines())
    return re.fullmatch(pattern, found) is not None


def blocks(text, *languages):
    """(language, block, output that the page prints below or None)"""
    found = re.findall(r'^```(\w*(?: \w+)?)\n(.*?)^```\n(?:```text\n(.*?)^```\n)?', text, re.S | re.M)
    return [(language, block, output or None) for language, block, output in found if language in languages]


def amounts(text):
    """Digits of the amounts in a text, however they are written: 9674.25, 9,551.85, 9 551,85."""
    return {re.sub(r'\D', '', found) for found in re.findall(r'(?:\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+|\d+)[.,]\d\d(?!\d)', text)}


def told(page, text, shown):
    """The amounts that steps 4 to 6 tell of in sentences are in what was printed, or in the page."""
    part = re.search(r'^## 4\..*?(?=^## 7\.)', text, re.S | re.M)[0]
    found = amounts(re.sub(r'```.*?```|`[^`\n]*`', '', part, flags=re.S))
    check(len(found) > 4 and found <= amounts(shown), '%s: amounts that nothing gives: %s' % (page, found - amounts(shown)))


def walk(page, text, shell, begun=None):
    """shell(folder, blocks) gives what each showed, and the messages. `begun` is the language of the first block, where
    it is not the one of the others."""
    parts = [(block, output) for _, block, output in blocks(text, 'sh')]
    if begun:
        parts[0] = (blocks(text, begun)[0][1], '...\n' + parts[0][1])
    check(len(parts) > 3, '%s: no commands' % page)
    with tempfile.TemporaryDirectory() as folder:
        shown, messages = shell(folder, [block for block, _ in parts])
        check(len(shown) == len(parts) + 1, '%s: %s' % (page, messages[-500:]))
        for (block, output), found in zip(parts, shown):
            check(output is None or agrees(output, found), '%s:\n%s\nprinted:\n%s\nfound:\n%s' % (page, block, output, found))
        for line in messages.splitlines():
            check(not line.startswith('had: ') and 'command not found' not in line, '%s: %s' % (page, line))
        made = {name for name in os.listdir(folder) if name.endswith(('.html', '.xlsx'))}
        check(len(made) == 3, '%s: the pages and the workbook: %s' % (page, made))
        for name in made:
            if name.endswith('.html'):
                shown.append(open(os.path.join(folder, name), encoding='utf-8').read())
        told(page, text, '\n'.join(shown))
