// SPDX-License-Identifier: Apache-2.0
// node duckdb.cjs MODULES THREADS TRIPLES TARIFS RPSS: runs days.sql in DuckDB; MODULES is the node_modules
// that holds @duckdb/node-api.
const { readFileSync } = require('fs');
const { join } = require('path');

async function main([modules, threads, triples, tarifs, rpss]) {
  const { DuckDBInstance } = require(join(modules, '@duckdb/node-api'));
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  const paths = { $triples: triples, $tarifs: tarifs, $rpss: rpss };
  const sql = readFileSync(join(__dirname, 'days.sql'), 'utf8').replace(/'(\$\w+)'/g, (_, name) => `'${paths[name]}'`);
  const result = await connection.runAndReadAll(sql);
  console.log(result.getRows()[0][0]);
}

main(process.argv.slice(2)).catch((error) => { console.error(error); process.exit(1); });
