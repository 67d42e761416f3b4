// Installs the packages when node_modules is missing or older than the lockfile. Runs on Node 20 and later, before anything else is there.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.package-lock.json');

/** Packages of another checkout, linked to: they are that one's to install, and to install anew would empty its folder. */
function isLinked() {
  return lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function isCurrent() {
  if (isLinked()) return true;
  if (!existsSync(stamp)) return false;
  return statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** Two installations at once would delete each other's packages: the second waits for the first. A lock this old was left behind. */
const lock = join(root, '.installing');
const LOCK_MS = 600_000;

function takeLock() {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > LOCK_MS) freeLock();
    return false;
  }
}

function freeLock() {
  if (existsSync(lock)) rmdirSync(lock);
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

export function ensureInstall() {
  if (isCurrent()) return;
  while (!takeLock()) pause(500);
  try {
    if (!isCurrent()) install();
  } finally {
    freeLock();
  }
}

function install() {
  console.error('Installing packages (npm ci), about a minute the first time …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync(npm, flags, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.status === 0) return;
  console.error('npm ci did not succeed. Check that the npm registry can be reached, then run the same command again.');
  freeLock();
  process.exit(done.status ?? 1);
}
