import { openTown } from '../../src/demo/town.ts';

function ignore(): void {
  // Only the figures matter here.
}

const town = await openTown({
  cloudPcs: 8,
  dataDir: process.argv[2] ?? '',
  log: { info: ignore, warn: ignore, error: ignore },
});
process.stdout.write(`${process.memoryUsage.rss()}\n`);
process.once('SIGTERM', () => void town.close().then(() => process.exit(0)));
