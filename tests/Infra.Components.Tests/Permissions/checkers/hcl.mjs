// usage: hcl.mjs < FILE.tf. Writes the file as JSON; fails if it is not well-formed.
import { readFileSync } from 'node:fs';
import hcl2json from '@cdktf/hcl2json';

console.log(JSON.stringify(await hcl2json.parse('main.tf', readFileSync(0, 'utf8'))));
