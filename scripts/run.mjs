// Runs a script of this project on the Node that the packages bring (24), whatever Node started this one.
// Usage: node scripts/run.mjs <file> [args…]   or   node scripts/run.mjs --jest [args…]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { ensureInstall } from './ensure-install.mjs';

ensureInstall();

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const [first, ...rest] = process.argv.slice(2);
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const args = first === '--jest' ? [...jest, ...rest] : [first, ...rest];

const child = spawn(node, args, { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm passes SIGTERM to its shell, which dies of it and tells nobody: when the shell is gone, this ends as well.
const shell = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === shell) return;
  clearInterval(watch);
  child.kill('SIGTERM');
}, 500);
if (process.env.npm_lifecycle_event === undefined) clearInterval(watch);
watch.unref();
child.on('error', (error) => {
  console.error(`Node 24 could not be started (${error.message}). Remove node_modules and run the command again.`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
