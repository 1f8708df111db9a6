// usage: fetch.mjs CACHE [--cached]
// Takes every package of packages.json into the folder CACHE and writes where each one lies: {"@pulumi/aws": folder, …}.
// With --cached nothing is fetched: exit 4 when one is missing.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderOf, unpack } from './packages.mjs';

const [folder, option] = process.argv.slice(2);
const cache = resolve(folder);
const { providers, core, parser } = JSON.parse(readFileSync(new URL('../packages.json', import.meta.url), 'utf8'));
const all = [...providers, core, parser];
const missing = option === '--cached' ? all.filter(p => !existsSync(folderOf(p, cache))) : [];
if (missing.length) {
  console.error(`not in ${cache}: ${missing.map(p => `${p.name}@${p.version}`).join(', ')}`);
  process.exitCode = 4;
} else {
  try {
    console.log(JSON.stringify(Object.fromEntries(all.map(p => [p.name, unpack(p, cache)]))));
  } catch (error) {
    // Npm says much; one line of it says why.
    const said = error.stderr?.split('\n').filter(line => /^npm error (?!code|errno|syscall|    at|A complete log)/i.test(line));
    console.error(said?.length ? said[0] : error.message);
    process.exitCode = 1;
  }
}
