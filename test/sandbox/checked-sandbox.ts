import { createContractChecker } from '../support/contracts.ts';
import { withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const dir = process.env['REPAVE_CONTRACTS_DIR'];
const checker = dir === undefined ? undefined : createContractChecker(dir);

/** A sandbox in which every exchange with Azure and Graph must fit the published contracts, where those are at hand. */
export async function withCheckedSandbox(use: (sandbox: OpenSandbox) => Promise<void>): Promise<void> {
  const problems: string[] = [];
  await withSandbox(async (sandbox) => {
    sandbox.servers.exchanges.subscribe((exchange) => problems.push(...(checker?.check(exchange) ?? [])));
    await use(sandbox);
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
