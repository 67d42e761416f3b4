import { z } from 'zod';
import type { ImageFacts } from '../domain/build/facts.ts';
import type { BuildPlace, BuildSource } from '../domain/build/request.ts';
import type { ResourceRef } from '../domain/build/resources.ts';
import type { SourceSeen, Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { readDefinition, securityTypeIn } from './arm-captures.ts';
import { fromArmId, versionPlace } from './arm-ids.ts';
import { readMachine } from './arm-machines.ts';
import { readMarketSource } from './arm-market-source.ts';

/** What Azure tells of a source from outside. What it does not tell stays null: only a look inside a machine can say it. */
export function createArmSource(calls: ArmCalls): Pick<Workshop, 'readSource'> {
  return { readSource: (source, place) => readSource(calls, source, place) };
}

function readSource(calls: ArmCalls, source: BuildSource, place: BuildPlace): Promise<SourceSeen> {
  switch (source.kind) {
    case 'marketplace':
      return readMarketSource(calls, source, place);
    case 'machine':
      return readMachineSource(calls, source.machineId);
    case 'image':
      return readImageSource(calls, source.imageId);
  }
}

async function readMachineSource(calls: ArmCalls, id: string): Promise<SourceSeen> {
  const ref = fromArmId(id);
  if (ref?.kind !== 'machine') return notFound(id);
  const { state, disk } = await readMachine(calls, ref, () => false);
  if (state.state === 'absent') return notFound(ref.name);
  return {
    found: true,
    title: state.name,
    region: state.region,
    machine: state,
    facts: {
      generation: state.generation,
      osType: state.osType,
      architecture: disk?.supportedCapabilities.architecture ?? null,
      osState: state.generalized ? 'Generalized' : 'Specialized',
      securityType: toSecurityType(state.securityType),
      diskGb: state.osDiskGb,
      dataDisks: state.dataDisks,
      diskEncryptionSet: state.diskEncryptionSet,
      azureDiskEncryption: disk?.encryptionSettingsCollection.enabled ?? null,
      paidOffer: state.hasPlan,
      agentReady: state.agentReady,
    },
  };
}

function readImageSource(calls: ArmCalls, id: string): Promise<SourceSeen> {
  const ref = fromArmId(id);
  if (ref?.kind === 'image') return readManagedImage(calls, ref);
  return ref?.kind === 'gallery-version' ? readGalleryVersion(calls, ref) : Promise.resolve(notFound(id));
}

const anId = z.object({ id: z.string() }).nullable().catch(null);

const imageSchema = z.object({
  location: z.string().catch(''),
  hyperVGeneration: z.enum(['V1', 'V2']).nullable().catch(null),
  storageProfile: z.object({
    osDisk: z.object({
      osType: z.string().nullable().catch(null),
      osState: z.enum(['Generalized', 'Specialized']).nullable().catch(null),
      diskSizeGB: z.number().nullable().catch(null),
      diskEncryptionSet: anId,
    }),
    dataDisks: z.array(z.unknown()).catch([]),
  }),
});

async function readManagedImage(calls: ArmCalls, ref: ResourceRef): Promise<SourceSeen> {
  const image = await calls.find(`look at image ${ref.name}`, async (limit) =>
    imageSchema.parse(await calls.clientFor(ref.subscriptionId).images.get(ref.resourceGroup, ref.name, limit)),
  );
  if (image === undefined) return notFound(ref.name);
  const { osDisk, dataDisks } = image.storageProfile;
  return {
    found: true,
    title: ref.name,
    region: image.location,
    machine: null,
    facts: {
      // Azure leaves the field out for images made before there was a choice: those are Generation 1.
      generation: image.hyperVGeneration ?? 'V1',
      osType: osDisk.osType,
      osState: osDisk.osState,
      // Managed images can be neither Trusted Launch nor Arm ("Capture an image of a VM").
      architecture: 'x64',
      securityType: 'Standard',
      diskGb: osDisk.diskSizeGB,
      dataDisks: dataDisks.length,
      diskEncryptionSet: osDisk.diskEncryptionSet !== null,
    },
  };
}

const versionSchema = z.object({
  location: z.string().catch(''),
  publishingProfile: z
    .object({
      targetRegions: z
        .array(z.object({ encryption: z.object({ osDiskImage: z.unknown() }).nullable().catch(null) }))
        .catch([]),
    })
    .catch({ targetRegions: [] }),
  storageProfile: z
    .object({
      osDiskImage: z.object({ sizeInGB: z.number().nullable().catch(null) }).catch({ sizeInGB: null }),
      dataDiskImages: z.array(z.unknown()).catch([]),
    })
    .catch({ osDiskImage: { sizeInGB: null }, dataDiskImages: [] }),
});

/** The version knows its disks; generation, state and security type are said by the definition that it belongs to. */
async function readGalleryVersion(calls: ArmCalls, ref: ResourceRef): Promise<SourceSeen> {
  const { gallery, definition } = versionPlace(ref);
  const title = `${gallery}/${definition}/${ref.name}`;
  const [version, family] = await Promise.all([
    calls.find(`look at gallery version ${title}`, async (limit) => {
      const { galleryImageVersions } = calls.clientFor(ref.subscriptionId);
      return versionSchema.parse(
        await galleryImageVersions.get(ref.resourceGroup, gallery, definition, ref.name, limit),
      );
    }),
    readDefinition(calls, ref),
  ]);
  if (version === undefined || family === undefined) return notFound(title);
  const { osDiskImage, dataDiskImages } = version.storageProfile;
  return {
    found: true,
    title,
    region: version.location,
    machine: null,
    facts: {
      generation: family.hyperVGeneration,
      osType: family.osType,
      osState: family.osState,
      architecture: family.architecture,
      securityType: toSecurityType(securityTypeIn(family)),
      diskGb: osDiskImage.sizeInGB,
      dataDisks: dataDiskImages.length,
      diskEncryptionSet: version.publishingProfile.targetRegions.some(({ encryption }) => encryption?.osDiskImage),
      paidOffer: family.purchasePlan !== null,
    },
  };
}

const securityTypes = z.enum(['Standard', 'TrustedLaunch', 'TrustedLaunchSupported', 'ConfidentialVM']).nullable();

function toSecurityType(said: string | null): ImageFacts['securityType'] {
  return securityTypes.catch(null).parse(said);
}

function notFound(title: string): SourceSeen {
  return { found: false, facts: {}, title, region: null, machine: null };
}
