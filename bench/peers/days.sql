-- SPDX-License-Identifier: Apache-2.0
-- The job of naive.c, in SQL. $triples, $tarifs and $rpss are paths.
WITH rpss AS (
  SELECT substr(line, 3, 1) IN ('C', 'E', 'G') AS oqn, substr(line, 76, 1) AS type_domicile,
         substr(line, 126, 2) AS mpp, substr(line, 128, 2) AS mpa, substr(line, 140, 3) AS ik,
         make_date(substr(line, 114, 4)::INT, substr(line, 112, 2)::INT, substr(line, 110, 2)::INT) AS debut_sequence,
         make_date(substr(line, 167, 4)::INT, substr(line, 165, 2)::INT, substr(line, 163, 2)::INT) AS debut,
         make_date(substr(line, 175, 4)::INT, substr(line, 173, 2)::INT, substr(line, 171, 2)::INT) AS fin
  FROM read_csv('$rpss', columns = {'line': 'VARCHAR'}, delim = '\t', quote = '', escape = '', header = false,
                auto_detect = false, encoding = 'latin-1', strict_mode = false)
  WHERE line <> '' -- what DuckDB reads between CR and LF
), ranks AS (
  SELECT *, debut - debut_sequence + 1 AS de, fin - debut_sequence + 1 AS a,
         year(fin) - (year(fin) < 2026 AND month(fin) < 3)::INT AS campagne,
         CASE WHEN oqn THEN 'ex-OQN' ELSE 'ex-DGF' END AS secteur
  FROM rpss
), triples AS (
  SELECT * FROM read_csv('$triples', delim = ';', header = false, columns = {'mpp': 'VARCHAR', 'mpa': 'VARCHAR',
    'ik': 'VARCHAR', 'g1': 'INT', 'g2': 'INT', 'g3': 'INT', 'g4': 'INT'})
), ght AS (
  SELECT mpp, mpa, ik, 1 AS premier, 4 AS dernier, g1 AS ght FROM triples
  UNION ALL SELECT mpp, mpa, ik, 5, 9, g2 FROM triples
  UNION ALL SELECT mpp, mpa, ik, 10, 30, g3 FROM triples
  UNION ALL SELECT mpp, mpa, ik, 31, 99999999, g4 FROM triples
), tarifs AS (
  SELECT * FROM read_csv('$tarifs', delim = ';', header = false, columns = {'campagne': 'INT',
    'secteur': 'VARCHAR', 'type_domicile': 'VARCHAR', 'ght': 'INT', 'centimes': 'BIGINT'})
), zones AS (
  SELECT least(a, dernier) - greatest(de, premier) + 1 AS jours, campagne, secteur, type_domicile, ght
  FROM ranks JOIN ght USING (mpp, mpa, ik)
  WHERE de <= dernier AND a >= premier
)
SELECT (SELECT count(*) FROM rpss) || ';' || sum(jours) || ';' || sum(jours * centimes) AS total
FROM zones LEFT JOIN tarifs USING (campagne, secteur, type_domicile, ght)
