// Takes a pinned npm package into a folder, and refuses it when its bytes are not the recorded ones.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Unpacks {name, version, integrity} below `folder`; returns the package's folder. No package script is run. */
export function unpack({ name, version, integrity }, folder) {
  const target = join(folder, name.replace(/[^a-z0-9]+/gi, '-'));
  mkdirSync(target, { recursive: true });
  const packed = execFileSync(
    'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target, `${name}@${version}`],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 });
  const archive = join(target, tarball(JSON.parse(packed)));
  const found = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== integrity) {
    throw new Error(`${name}@${version}: packages.json records ${integrity}, the registry served ${found}`);
  }
  execFileSync('tar', ['-xzf', archive, '-C', target, '--strip-components=1']);
  return target;
}

// npm 12 answers with an object keyed by package, older ones with a list.
function tarball(answer) {
  return Object.values(answer)[0].filename.replace(/^@/, '').replace('/', '-');
}
