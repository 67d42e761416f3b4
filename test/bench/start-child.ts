import { openQuietTown } from './town.ts';

await openQuietTown(40);
process.stdout.write('listening\n');
