# SPDX-License-Identifier: Apache-2.0
"""Reads a workbook, strictly: what Excel refuses fails here. Cells come as text (str), date (an ISO
string in a Date), amount (Decimal), number (int) or None."""
import datetime
import decimal
import re
import zipfile
import xml.etree.ElementTree as ET

M = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
P = '{http://schemas.openxmlformats.org/package/2006/relationships}'


class Date(str):
    pass


def unescape(text):
    """_x0041_ is A to who reads a workbook."""
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), text)


def cell(c):
    look, kind = int(c.get('s', '0')), c.get('t', 'n')
    if len(c) == 0:
        return None
    if kind == 'inlineStr':
        t = c.find(M + 'is').find(M + 't')
        text = t.text or ''
        assert len(text.encode('utf-16-le')) // 2 <= 32767, 'a cell of %d characters' % len(text)
        spaced = t.get('{http://www.w3.org/XML/1998/namespace}space') == 'preserve'
        assert spaced or text == text.strip(' \t\n'), 'blanks that are dropped: %r' % text
        assert look in (1, 4), 'a text that is not shown as text'
        return unescape(text)
    assert kind == 'n'
    assert [e.tag for e in c] in ([M + 'v'], [M + 'f', M + 'v'])
    v = c.find(M + 'v').text
    assert len(v.replace('.', '').lstrip('-')) <= 15, 'a number that is rounded: %s' % v
    if look == 2:
        return Date(datetime.date(1899, 12, 30) + datetime.timedelta(int(v)))
    if look in (3, 5):
        assert re.fullmatch(r'-?\d+\.\d{%d}' % (2 if look == 3 else 3), v), v
        return decimal.Decimal(v)
    assert look == 0 and re.fullmatch(r'-?\d+', v), v
    return int(v)


def letters(n):
    return ('' if n <= 26 else letters((n - 1) // 26)) + chr(65 + (n - 1) % 26)


def sums(root, rows):
    """Formulas are those of a last row: each the sum of the rows above that are shown, with the value that this has for all
    of them. 1 when there is such a row, in which nothing else is a number; else 0."""
    found = [(i, j, c.find(M + 'f').text) for i, row in enumerate(root.find(M + 'sheetData')) for j, c in enumerate(row)
             if c.find(M + 'f') is not None]
    for i, j, text in found:
        assert i == len(rows) - 1 > 1 and text == 'SUBTOTAL(109,%s2:%s%d)' % (letters(j + 1), letters(j + 1), i), (i, j, text)
        assert rows[i][j] == sum(row[j] or 0 for row in rows[1:-1]), 'no sum: %s of %s' % (rows[i][j], [row[j] for row in rows])
    assert not found or {j for _, j, _ in found} == {j for j, value in enumerate(rows[-1]) if type(value) is not str and value is not None}
    return int(bool(found))


def sheet(data):
    root = ET.fromstring(data)
    assert [e.tag for e in root] in (
        [M + 'sheetPr', M + 'sheetViews', M + 'cols', M + 'sheetData', M + 'autoFilter', M + 'pageSetup', M + 'ignoredErrors'],
        [M + 'sheetData']), 'elements out of order'
    rows = [[cell(c) for c in row] for row in root.find(M + 'sheetData')]
    assert len(rows) <= 1048576
    summed = sums(root, rows)
    if len(root) > 1:
        pane = root.find('%ssheetViews/%ssheetView/%spane' % (M, M, M))
        assert pane.get('ySplit') == '1' and pane.get('state') == 'frozen'
        assert root.find(M + 'autoFilter').get('ref') == 'A1:%s%d' % (letters(len(rows[0])), len(rows) - summed)
        assert len({len(r) for r in rows}) == 1, 'rows of several widths'
    return rows


def read(path):
    """[(name of a sheet, its rows)]"""
    book = zipfile.ZipFile(path)
    assert book.testzip() is None
    names = book.namelist()
    assert len(names) == len(set(names)) and names[0] == '[Content_Types].xml'
    types = ET.fromstring(book.read('[Content_Types].xml'))
    known = {e.get('PartName') or e.get('Extension') for e in types}
    assert {'rels', 'xml', '/xl/workbook.xml', '/xl/styles.xml'} == known
    relations = {e.get('Id'): e.get('Target') for e in ET.fromstring(book.read('xl/_rels/workbook.xml.rels'))}
    assert ET.fromstring(book.read('_rels/.rels'))[0].get('Target') == 'xl/workbook.xml'
    root = ET.fromstring(book.read('xl/workbook.xml'))
    sheets = []
    for e in root.find(M + 'sheets'):
        name = e.get('name')
        assert 0 < len(name.encode('utf-16-le')) // 2 <= 31 and not re.search(r'[\[\]:*?/\\]', name), name
        assert name[0] != "'" and name[-1] != "'"
        sheets.append((name, sheet(book.read('xl/' + relations[e.get(R + 'id')]))))
    assert len({n.lower() for n, _ in sheets}) == len(sheets) > 0
    styles = ET.fromstring(book.read('xl/styles.xml'))
    assert len(styles.find(M + 'cellXfs')) == 6
    assert sorted(names) == sorted(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'] +
                                   ['xl/_rels/workbook.xml.rels'] + ['xl/' + t for t in relations.values()])
    return sheets


def as_csv(value):
    """A cell as the CSV has it."""
    return '' if value is None else str(value)
