// usage: main.mjs CACHE [--check] [CONTRACT…]
// Rewrites standin/contracts/<contract>.json. With --check nothing is written: exit 3 when something would change.
// See ../README.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonical } from './canonical.mjs';
import { contract } from './contract.mjs';
import { unpack } from './packages.mjs';
import { useParser } from './syntax.mjs';

const contracts = join(dirname(fileURLToPath(import.meta.url)), '..');
const json = file => JSON.parse(readFileSync(join(contracts, file), 'utf8'));
const [folder, ...rest] = process.argv.slice(2);
const cache = resolve(folder);
const check = rest.includes('--check');
const only = rest.filter(a => !a.startsWith('--'));

const { providers, parser } = json('packages.json');
const types = json('types.json');
const wrong = only.filter(name => !providers.some(p => p.contract === name));
if (wrong.length || rest.some(a => a.startsWith('--') && a !== '--check')) {
  throw new Error(`packages.json has no contract ${wrong.join(', ')}; options: --check`);
}

useParser(createRequire(import.meta.url)(unpack(parser, cache)));
let stale = 0;
for (const provider of providers.filter(p => only.length === 0 || only.includes(p.contract))) {
  const schema = contract(provider.contract, provider.version, unpack(provider, cache), types[provider.contract]);
  const file = `${provider.contract}.json`;
  const text = canonical(schema);
  const same = existsSync(join(contracts, file)) && readFileSync(join(contracts, file), 'utf8') === text;
  if (!same && check) stale++;
  if (!same && !check) writeFileSync(join(contracts, file), text);
  const count = part => Object.keys(schema[part]).length;
  console.log(`${file}: ${provider.name}@${provider.version}, ${count('resources')} resources, `
    + `${count('functions')} functions, ${count('types')} types, ${same ? 'unchanged' : check ? 'OUT OF DATE' : 'written'}`);
}
process.exitCode = stale ? 3 : 0;
