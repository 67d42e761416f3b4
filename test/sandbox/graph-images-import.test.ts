import { expect, test } from '@jest/globals';
import { FAILED_IMAGE_ID, NEW_IMAGE_ID, SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { createRandom } from '../../src/sandbox/random.ts';
import { managedImageId } from '../../src/sandbox/world/images.ts';
import { createWindowsGuest, type WindowsGuest } from '../../src/sandbox/world/windows-guest.ts';
import { withSandbox, type OpenSandbox } from '../support/sandbox.ts';
import { withCheckedSandbox } from './checked-sandbox.ts';

const IMAGES = 'deviceManagement/virtualEndpoint/deviceImages';
const PREFER = { prefer: 'include-unknown-enum-members' };
const GALLERY = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-golden-images/providers/Microsoft.Compute/galleries/galGoldenImages`;
const GALLERY_VERSION = `${GALLERY}/images/W11-Golden/versions/2026.8.0`;

async function create({ graph }: OpenSandbox, source: string, version: 'v1.0' | 'beta' = 'v1.0') {
  const body = { displayName: 'Fresh', version: '1.0.0', sourceImageResourceId: source };
  return graph(`${version}/${IMAGES}`, { method: 'POST', body });
}

type Found = { id: string; status: string; errorCode: string | null };

/** What has become of an import some minutes later. */
async function look({ graph, clock }: OpenSandbox, id: string, minutes = 121): Promise<Found> {
  clock.advanceTo(clock.now() + minutes * 60_000);
  return (await graph(`beta/${IMAGES}/${id}`, { headers: PREFER })).body as Found;
}

async function importFrom(sandbox: OpenSandbox, source: string): Promise<Found> {
  return look(sandbox, ((await create(sandbox, source)).body as Found).id);
}

/** A managed image with this Windows inside, as a capture leaves it. */
function addCapture({ tenant }: OpenSandbox, change: (guest: WindowsGuest) => void): string {
  const id = managedImageId('Captured');
  const random = createRandom(1);
  const guest = createWindowsGuest({ offer: 'windows-11', sku: 'win11-25h2-ent', random, computerName: 'CPC-1' });
  Object.assign(guest, { imageState: 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE', recovery: [] });
  change(guest);
  const golden = tenant.azure.expect('image', managedImageId('W11-Golden-2026-08'));
  tenant.azure.add({ ...golden, id, name: 'Captured', guest, diskGb: 127 });
  return id;
}

test('Windows 365 lists the generalized images that really stand in Azure, of galleries those it takes', async () => {
  await withCheckedSandbox(async (sandbox) => {
    const captured = addCapture(sandbox, () => undefined);
    const list = async (version: string, query = '') => {
      const answer = await sandbox.graph(`${version}/${IMAGES}/getSourceImages()${query}`);
      return (answer.body as { value: Record<string, string>[] }).value;
    };
    const ids = (await list('v1.0')).map(({ resourceId }) => resourceId);
    expect(ids).toEqual(expect.arrayContaining([captured, managedImageId('W11-Golden-2026-08'), GALLERY_VERSION]));
    expect(ids).not.toContain(managedImageId('W11-Lab-not-sysprepped'));
    const galleries = await list('beta', `?$filter=${encodeURIComponent("category eq 'azureComputeGallery'")}`);
    expect(galleries.length).toBeGreaterThan(0);
    expect(galleries.every(({ category }) => category === 'azureComputeGallery')).toBe(true);
    expect((await list('v1.0'))[0]).not.toHaveProperty('category');
    sandbox.tenant.azure.remove(captured);
    expect((await list('v1.0')).map(({ resourceId }) => resourceId)).not.toContain(captured);
  });
});

test('without the right to read, Windows 365 sees no source and finds none', async () => {
  await withCheckedSandbox(async (sandbox) => {
    sandbox.tenant.azureAccess.windows365CanRead = false;
    expect((await sandbox.graph(`beta/${IMAGES}/getSourceImages`)).body).toMatchObject({ value: [] });
    expect(await importFrom(sandbox, GALLERY_VERSION)).toMatchObject({
      status: 'failed',
      errorCode: 'sourceImageNotFound',
    });
  });
});

test('a gallery version is imported as well as a managed image; what is neither is refused', async () => {
  await withCheckedSandbox(async (sandbox) => {
    expect(await importFrom(sandbox, GALLERY_VERSION)).toMatchObject({ status: 'ready', errorCode: null });
    for (const wrong of ['W11-Golden', GALLERY, `${GALLERY}/images/W11-Golden`]) {
      expect((await create(sandbox, wrong)).status).toBe(400);
    }
  });
});

test('an imported image tells the build and version of the Windows inside', async () => {
  await withCheckedSandbox(async (sandbox) => {
    const source = addCapture(sandbox, (guest) => Object.assign(guest, { build: '26200.7000', version: '25H2' }));
    expect(await importFrom(sandbox, source)).toMatchObject({
      ...{ status: 'ready', osStatus: 'supported', operatingSystem: 'Windows 11 Enterprise', sizeInGB: 127 },
      ...{ osBuildNumber: '25H2', osVersionNumber: '10.0.26200.7000' },
    });
  });
});

test.each<[string, string, (guest: WindowsGuest) => void]>([
  ['no sysprep', 'sourceImageNotGeneralized', (guest) => void (guest.imageState = 'IMAGE_STATE_COMPLETE')],
  ['multi-session', 'osVersionNotSupported', (guest) => void (guest.edition = 'ServerRdsh')],
  ['LTSC', 'osVersionNotSupported', (guest) => void (guest.edition = 'EnterpriseS')],
  ['a join', 'vmAlreadyAzureAdjoined', (guest) => void (guest.entraJoined = true)],
  ['an enrolment', 'vmAlreadyAzureAdjoined', (guest) => void (guest.enrolments = 1)],
  ['FSLogix', 'fSLogixInstalledSourceImageNotSupported', (guest) => void (guest.fslogix = true)],
  ['a full Start menu', 'startMenuAppLimitExceeded', (guest) => void (guest.startMenuApps = 3001)],
  ['a fixed name', 'sourceImageNotSupportCustomizeVMName', (guest) => void (guest.fixedComputerName = true)],
  ['agents', 'sourceImageInvalid', (guest) => void guest.avdAgents.push('Remote Desktop Agent Boot Loader')],
  [
    'a recovery partition',
    'sourceImageInvalid',
    (guest) => void guest.recovery.push({ disk: 0, partition: 4, sizeMb: 674 }),
  ],
])('a Windows with %s ends the import with %s', async (_, errorCode, change) => {
  await withCheckedSandbox(async (sandbox) => {
    expect(await importFrom(sandbox, addCapture(sandbox, change))).toMatchObject({ status: 'failed', errorCode });
  });
});

test.each([
  ['none', 'sourceImageNotFound'],
  ['W11-Lab-generation-1', 'sourceImageInvalid'],
  ['W11-Lab-not-sysprepped', 'sourceImageNotGeneralized'],
  ['W11-Lab-home-edition', 'osVersionNotSupported'],
  ['W11-Lab-joined', 'vmAlreadyAzureAdjoined'],
  ['W11-Lab-paid-offer', 'paidSourceImageNotSupport'],
  ['W11-Lab-fixed-name', 'sourceImageNotSupportCustomizeVMName'],
  ['W11-Lab-oversized', 'sourceImageSizeExceedsLimitation'],
  ['W11-Lab-with-data-disk', 'sourceImageWithDataDiskNotSupported'],
  ['W11-Lab-encryption-set', 'sourceImageWithDiskEncryptionSetNotSupported'],
  ['W11-Lab-disk-encryption', 'sourceImageWithAzureDiskEncryptionNotSupported'],
  ['W11-Lab-fslogix', 'fSLogixInstalledSourceImageNotSupported'],
  ['W11-Lab-crowded-start-menu', 'startMenuAppLimitExceeded'],
])('the source %s ends the import with %s, which those who ask can read', async (name, errorCode) => {
  await withCheckedSandbox(async (sandbox) => {
    const { id, ...found } = await importFrom(sandbox, managedImageId(name));
    expect(found).toMatchObject({ status: 'failed', errorCode });
    for (const version of ['v1.0', 'beta']) {
      expect((await sandbox.graph(`${version}/${IMAGES}/${id}`)).status).toBe(200);
    }
  });
});

function retry({ graph }: OpenSandbox, id: string, version = 'beta') {
  return graph(`${version}/${IMAGES}/${id}/retryUpload`, { method: 'POST' });
}

test('a failed upload can be tried again, in beta only, and ends well when the cause is gone', async () => {
  await withCheckedSandbox(async (sandbox) => {
    sandbox.tenant.faults.nextImport('fail-internal');
    const source = managedImageId('W11-Golden-2026-08');
    const { id, ...first } = await importFrom(sandbox, source);
    expect(first).toMatchObject({ status: 'failed', errorCode: 'internalServerError' });
    expect(await retry(sandbox, id)).toMatchObject({ status: 204, body: undefined });
    expect(await look(sandbox, id, 1)).toMatchObject({ status: 'pending', errorCode: null });
    expect(await look(sandbox, id)).toMatchObject({ status: 'ready', errorCode: null });
    expect((await retry(sandbox, id)).status).toBe(400);
    expect((await retry(sandbox, NEW_IMAGE_ID)).status).toBe(400);
    expect((await retry(sandbox, '00000000-0000-0000-0000-000000000000')).status).toBe(404);
  });
});

test('v1.0 has no way to try an upload again', async () => {
  await withSandbox(async (sandbox) => {
    expect((await retry(sandbox, FAILED_IMAGE_ID, 'v1.0')).status).toBe(404);
    expect((await retry(sandbox, FAILED_IMAGE_ID)).status).toBe(204);
  });
});

test('a slow import takes most of a day, a stuck one never ends', async () => {
  await withCheckedSandbox(async (sandbox) => {
    sandbox.tenant.faults.nextImport('slow');
    const { id, status } = await importFrom(sandbox, managedImageId('W11-Golden-2026-08'));
    expect(status).toBe('pending');
    expect(await look(sandbox, id, 9 * 60)).toMatchObject({ status: 'ready' });
    sandbox.tenant.faults.nextImport('stuck');
    const made = await sandbox.graph(`v1.0/${IMAGES}`, {
      method: 'POST',
      body: { displayName: 'Stuck', version: '1.0.0', sourceImageResourceId: GALLERY_VERSION },
    });
    expect(await look(sandbox, (made.body as Found).id, 14 * 24 * 60)).toMatchObject({ status: 'pending' });
  });
});
