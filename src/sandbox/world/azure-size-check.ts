import type { Azure } from './azure.ts';
import { ArmProblem, invalid } from './azure-problem.ts';
import { checkQuota } from './azure-quota.ts';
import type { Generation, SecurityType } from './azure-resources.ts';
import { findMachineSize } from './machine-sizes.ts';

export type WantedSize = {
  readonly size: string;
  readonly location: string;
  readonly generation: Generation;
  readonly securityType: SecurityType;
};

/** Refuses a size that does not exist, that this subscription may not have, that does not fit, or that exceeds a quota. */
export function checkSize(azure: Azure, wanted: WantedSize): void {
  const size = findMachineSize(wanted.size);
  if (!size) throw invalid(`The value ${wanted.size} provided for the VM size is not valid.`);
  if (size.restriction !== null) {
    throw new ArmProblem(409, 'SkuNotAvailable', `The size ${size.name} is not available: ${size.restriction}.`);
  }
  const fits = size.generations.split(',').includes(wanted.generation);
  if (!fits || (wanted.securityType === 'TrustedLaunch' && !size.trustedLaunch)) {
    const message = `The size ${size.name} does not take generation ${wanted.generation} with ${wanted.securityType}.`;
    throw new ArmProblem(400, 'BadRequest', message);
  }
  checkQuota(azure, wanted);
}
