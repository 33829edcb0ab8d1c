# SPDX-License-Identifier: Apache-2.0
"""The two plots of bench/RESULTS.md, as SVG."""
import math
from html import escape

# Dark enough for white paper, apart for those who do not see colours: each line also carries its name.
COLOURS = ['#0072b2', '#d55e00', '#007a5e', '#a3557f']
WIDTH = 760


def text(x, y, words, anchor='start', colour='#222'):
    return '<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s">%s</text>' % (x, y, anchor, colour, escape(words))


def line(x1, y1, x2, y2, colour='#ddd'):
    return '<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>' % (x1, y1, x2, y2, colour)


def svg(height, title, parts):
    return '\n'.join([
        '<!-- SPDX-License-Identifier: Apache-2.0; made by bench/run -->',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13" role="img">'
        % (WIDTH, height), '<title>%s</title>' % escape(title),
        '<rect width="%d" height="%d" fill="#fff"/>' % (WIDTH, height), text(16, 24, title), *parts, '</svg>', ''])


def steps(low, high):
    """1, 2, 5 times the powers of ten, from the one under `low` to the one above `high`."""
    marks = [m * 10.0 ** e for e in range(-4, 8) for m in (1, 2, 5)]
    return [m for i, m in enumerate(marks) if m * 2.5 > low and (i == 0 or marks[i - 1] < high)]


def apart(wanted, least=16):
    """Heights of labels near those wanted, `least` apart."""
    placed = {}
    last = -math.inf
    for name, y in sorted(wanted.items(), key=lambda pair: pair[1]):
        last = placed[name] = max(y, last + least)
    return placed


def curve(series):
    """{name: [(records, nanoseconds)]}: one line each, both axes logarithmic."""
    left, right, top, bottom = 70, 540, 50, 330
    series = {name: [(n, max(ns, 0.1)) for n, ns in points] for name, points in series.items()}
    values = [ns for points in series.values() for _, ns in points]
    sizes = [n for n, _ in next(iter(series.values()))]
    marks = steps(min(values), max(values))

    def x(n):
        return left + (right - left) * math.log(n / sizes[0]) / max(math.log(sizes[-1] / sizes[0]), 1e-9)

    def y(ns):
        return bottom - (bottom - top) * math.log(ns / marks[0]) / math.log(marks[-1] / marks[0])

    parts = []
    for mark in marks:
        parts += [line(left, y(mark), right, y(mark)), text(left - 8, y(mark) + 4, '%g' % mark, 'end')]
    for n in sizes:
        parts += [line(x(n), top, x(n), bottom), text(x(n), bottom + 20, format(n, ',').replace(',', ' '), 'middle')]
    parts.append(text((left + right) / 2, bottom + 42, 'records in the file', 'middle'))
    labels = apart({name: y(points[-1][1]) for name, points in series.items()})
    for colour, (name, points) in zip(COLOURS, series.items()):
        path = ' '.join('%.1f,%.1f' % (x(n), y(ns)) for n, ns in points)
        parts.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>' % (path, colour))
        parts += ['<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>' % (x(n), y(ns), colour) for n, ns in points]
        parts.append(text(right + 12, labels[name] + 4, name, colour=colour))
    return svg(bottom + 60, 'Nanoseconds of processor per record, start-up apart (both scales logarithmic)', parts)


def bars(speeds):
    """[(name, millions of records per second)]: dots on one logarithmic scale, for it has no zero to start a bar."""
    left, right, top, step = 190, 680, 66, 26
    bottom = top + step * len(speeds)
    marks = steps(min(v for _, v in speeds), max(v for _, v in speeds))

    def x(value):
        return left + (right - left) * math.log(value / marks[0]) / math.log(marks[-1] / marks[0])

    parts = []
    for mark in marks:
        parts += [line(x(mark), top - 14, x(mark), bottom - 8), text(x(mark), bottom + 10, '%g' % mark, 'middle')]
    for i, (name, value) in enumerate(speeds):
        y = top + step * i
        colour = COLOURS[1] if name.startswith('had price') else COLOURS[0]
        parts += [text(left - 14, y + 4, name, 'end', colour), '<circle cx="%.1f" cy="%.1f" r="5" fill="%s"/>' % (x(value), y, colour),
                  text(x(value) + 10, y + 4, '%.2g' % value if value < 10 else '%.0f' % value)]
    return svg(bottom + 26, 'Millions of records per second (logarithmic)', parts)
