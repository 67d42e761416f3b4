import { expect, test } from '@jest/globals';
import {
  COMPUTE,
  copyBody,
  dig,
  GALLERY,
  GOLDEN,
  GROUP,
  imageBody,
  MACHINE,
  machineBody,
  STANDARD,
  TRUSTED,
  versionBody,
  volumeBody,
  withAzure,
  type AzureTest,
} from './arm-world.ts';

const MASTER = `${GOLDEN}${COMPUTE}/virtualMachines/vm-golden-master`;
const MASTER_DISK = `${GOLDEN}${COMPUTE}/disks/vm-golden-master-os`;
const LEGACY = `${GOLDEN}${COMPUTE}/virtualMachines/vm-legacy-gen1`;
const IMAGE = `${GROUP}${COMPUTE}/images/new`;
const VERSION = '/versions/2026.9.0';
const OTHER_SUBNET = `${GOLDEN.replace('rg-golden-images', 'rg-network')}/providers/Microsoft.Network/virtualNetworks/vnet-build-north/subnets/snet-images`;

type Case = readonly [
  rule: string,
  ask: (azure: AzureTest) => Promise<{ status: number; body: unknown }>,
  says: string,
];

const orderMachine = (wish: Parameters<typeof machineBody>[0]) => (azure: AzureTest) =>
  azure.send('PUT', MACHINE, machineBody(wish));

async function ready({ done }: AzureTest, securityProfile: unknown, steps: readonly string[]): Promise<void> {
  await done('PUT', MACHINE, machineBody({ securityProfile }));
  for (const step of steps) await done('POST', `${MACHINE}/${step}`);
}

const SEALED = ['deallocate', 'generalize'];

const CASES: readonly Case[] = [
  [
    'an unknown api-version',
    ({ arm }) => arm(`${MACHINE.slice(1)}?api-version=2024-07-01`),
    '400 InvalidApiVersionParameter',
  ],
  ['no api-version', ({ arm }) => arm(MACHINE.slice(1)), '400 MissingApiVersionParameter'],
  [
    'an unknown resource group',
    ({ send }) => send('GET', MACHINE.replace('rg-image-build', 'rg-none')),
    '404 ResourceGroupNotFound',
  ],
  ['a machine that is not there', ({ send }) => send('GET', MACHINE), '404 ResourceNotFound'],
  ['an action on a machine that is not there', ({ send }) => send('POST', `${MACHINE}/start`), '404 ResourceNotFound'],
  [
    'a body that does not fit',
    ({ send }) => send('PUT', MACHINE, { location: 'westeurope', properties: {} }),
    '400 InvalidRequestContent',
  ],
  [
    'UEFI settings with Standard',
    orderMachine({ securityProfile: { ...TRUSTED, ...STANDARD } }),
    '400 InvalidParameter',
  ],
  [
    'Trusted Launch of generation 1',
    orderMachine({ securityProfile: TRUSTED, offer: 'windows-10', sku: 'win10-22h2-ent' }),
    '400 BadRequest',
  ],
  ['an image that the Marketplace lacks', orderMachine({ sku: 'win11-99h9-ent' }), '404 PlatformImageNotFound'],
  [
    'an image with a plan',
    orderMachine({ offer: 'windows-11-cad', sku: 'win11-25h2-ent-cad' }),
    '400 VMMarketplaceInvalidInput',
  ],
  ['a size that does not exist', orderMachine({ size: 'Standard_Z1' }), '400 InvalidParameter'],
  ['a size that the subscription may not have', orderMachine({ size: 'Standard_D16ds_v5' }), '409 SkuNotAvailable'],
  [
    'a size that cannot do Trusted Launch',
    orderMachine({ size: 'Standard_NV12s_v3', securityProfile: TRUSTED }),
    '400 BadRequest',
  ],
  [
    'a quota that is used up',
    orderMachine({ location: 'northeurope', subnetId: OTHER_SUBNET }),
    '409 OperationNotAllowed',
  ],
  ['a subnet that is not there', orderMachine({ subnetId: `${OTHER_SUBNET}-no` }), '400 InvalidResourceReference'],
  ['a subnet of another region', orderMachine({ subnetId: OTHER_SUBNET }), '400 InvalidParameter'],
  ['generalize while the machine runs', ({ send }) => send('POST', `${MASTER}/generalize`), '409 OperationNotAllowed'],
  [
    'a managed image of a running machine',
    ({ send }) => send('PUT', IMAGE, imageBody(MASTER)),
    '409 OperationNotAllowed',
  ],
  [
    'a managed image of a machine that is not there',
    ({ send }) => send('PUT', IMAGE, imageBody(MACHINE)),
    '404 ResourceNotFound',
  ],
  [
    'a managed image of a machine that is not generalized',
    async (azure) => {
      await ready(azure, STANDARD, ['deallocate']);
      return azure.send('PUT', IMAGE, imageBody(MACHINE));
    },
    '409 OperationNotAllowed',
  ],
  [
    'a managed image of a Trusted Launch machine',
    async (azure) => {
      await ready(azure, TRUSTED, SEALED);
      return azure.send('PUT', IMAGE, imageBody(MACHINE));
    },
    '409 OperationNotAllowed',
  ],
  [
    'a version of a machine that is not generalized',
    async (azure) => {
      await ready(azure, TRUSTED, ['deallocate']);
      return azure.send('PUT', `${GALLERY}/images/W11-Golden${VERSION}`, versionBody(MACHINE));
    },
    '400 BadRequest',
  ],
  [
    'a version of a Standard machine under a Trusted Launch definition',
    async (azure) => {
      await ready(azure, STANDARD, SEALED);
      return azure.send('PUT', `${GALLERY}/images/W11-Golden${VERSION}`, versionBody(MACHINE));
    },
    '400 InvalidParameter',
  ],
  [
    'a version of a Trusted Launch machine under a Standard definition',
    async (azure) => {
      await ready(azure, TRUSTED, SEALED);
      return azure.send('PUT', `${GALLERY}/images/W11-Standard${VERSION}`, versionBody(MACHINE));
    },
    '400 InvalidParameter',
  ],
  [
    'a version of generation 1 under a definition of generation 2',
    async ({ send, done }) => {
      for (const step of SEALED) await done('POST', `${LEGACY}/${step}`);
      return send('PUT', `${GALLERY}/images/W11-Standard${VERSION}`, versionBody(LEGACY));
    },
    '400 InvalidParameter',
  ],
  [
    'a version name that is taken',
    ({ send }) => send('PUT', `${GALLERY}/images/W11-Golden/versions/2026.8.0`, versionBody(MACHINE)),
    '409 PropertyChangeNotAllowed',
  ],
  [
    'a version name that is no version',
    ({ send }) => send('PUT', `${GALLERY}/images/W11-Golden/versions/one`, versionBody(MACHINE)),
    '400 InvalidParameter',
  ],
  [
    'a definition that is not there',
    ({ send }) => send('PUT', `${GALLERY}/images/None${VERSION}`, versionBody(MACHINE)),
    '404 ResourceNotFound',
  ],
  [
    'a definition with versions cannot go',
    ({ send }) => send('DELETE', `${GALLERY}/images/W11-Golden`),
    '409 CannotDeleteResource',
  ],
  [
    'an image name that is taken by another source',
    ({ send }) => send('PUT', `${GOLDEN}${COMPUTE}/images/W11-Golden-2026-08`, imageBody(MASTER)),
    '409 PropertyChangeNotAllowed',
  ],
  ['a disk of a machine cannot go', ({ send }) => send('DELETE', MASTER_DISK), '409 OperationNotAllowed'],
  [
    'a snapshot of nothing',
    ({ send }) => send('PUT', `${GROUP}${COMPUTE}/snapshots/s`, volumeBody(`${MASTER_DISK}-no`)),
    '404 ResourceNotFound',
  ],
  [
    'a machine from a disk that another one holds',
    ({ send }) => send('PUT', MACHINE, copyBody(MASTER_DISK)),
    '409 OperationNotAllowed',
  ],
  [
    'a script in a machine that is off',
    async ({ send, done }) => {
      await done('POST', `${MASTER}/deallocate`);
      return send('POST', `${MASTER}/runCommand`, { commandId: 'RunPowerShellScript', script: ['hostname'] });
    },
    '409 OperationNotAllowed',
  ],
];

test.each(CASES)('Azure refuses %s', (_rule, ask, says) =>
  withAzure(async (azure) => {
    const { status, body } = await ask(azure);
    expect(`${status} ${String(dig(body, 'error', 'code'))}`).toBe(says);
    expect(dig(body, 'error', 'message')).toMatch(/\w/);
  }),
);

test('a refused order leaves nothing behind', () =>
  withAzure(async ({ send, tenant }) => {
    const before = tenant.azure.resources().length;
    await send('PUT', MACHINE, machineBody({ size: 'Standard_Z1' }));
    await send('PUT', IMAGE, imageBody(MASTER));
    expect(tenant.azure.resources()).toHaveLength(before);
    expect(tenant.azure.history).toEqual([]);
  }));
