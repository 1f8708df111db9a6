// Takes pinned npm packages into a cache, and refuses one when its bytes are not the recorded ones.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where `cache` keeps a package: a folder of its own for each name, version and content. */
export function folderOf({ name, version, integrity }, cache) {
  return join(cache, `${name}@${version}`, createHash('sha256').update(integrity).digest('hex').slice(0, 16));
}

/** Unpacks {name, version, integrity} below `cache` unless it is there; returns its folder. No package script is run. */
export function unpack(wanted, cache) {
  const target = folderOf(wanted, cache);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  // Under another name until it is whole: a run that was killed, or another one beside this, leaves no half of it.
  const temporary = mkdtempSync(`${target}.`);
  try {
    const archive = download(wanted, temporary);
    const unpacked = join(temporary, 'package');
    mkdirSync(unpacked);
    execFileSync('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1', '--no-same-owner', '--exclude=*.map']);
    if (!existsSync(target)) renameSync(unpacked, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return target;
}

function download({ name, version, integrity }, folder) {
  const packed = execFileSync(
    'npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, `${name}@${version}`],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 });
  const archive = join(folder, tarball(JSON.parse(packed)));
  const found = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== integrity) {
    throw new Error(`${name}@${version}: packages.json records ${integrity}, the registry served ${found}`);
  }
  return archive;
}

// npm 12 answers with an object keyed by package, older ones with a list.
function tarball(answer) {
  return Object.values(answer)[0].filename.replace(/^@/, '').replace('/', '-');
}
