import { z } from 'zod';
import type { MachineNic, MachineSource, NewMachine } from '../world/azure-machine-order.ts';
import { invalid } from '../world/azure-problem.ts';
import { readParam, type Call } from './arm-route.ts';
import { deleteOption, readBody, reference, regionSchema, tagsSchema } from './read-body.ts';

const publicIpSchema = z.object({
  name: z.string().min(1),
  tags: tagsSchema,
  sku: z.object({ name: z.string().default('Basic') }).default({ name: 'Basic' }),
  properties: z
    .object({ deleteOption, publicIPAllocationMethod: z.enum(['Static', 'Dynamic']).default('Dynamic') })
    .default({ deleteOption: 'Detach', publicIPAllocationMethod: 'Dynamic' }),
});

const nicSchema = z.object({
  name: z.string().min(1),
  tags: tagsSchema,
  properties: z.object({
    primary: z.boolean().default(true),
    deleteOption,
    ipConfigurations: z
      .array(
        z.object({
          name: z.string().min(1),
          properties: z.object({ subnet: reference, publicIPAddressConfiguration: publicIpSchema.optional() }),
        }),
      )
      .length(1),
  }),
});

const osDiskSchema = z.object({
  name: z.string().min(1).optional(),
  createOption: z.enum(['FromImage', 'Attach']),
  osType: z.string().optional(),
  diskSizeGB: z.number().int().positive().optional(),
  managedDisk: z.object({ id: z.string().optional(), storageAccountType: z.string().optional() }).optional(),
  deleteOption,
});

const imageSchema = z.object({
  id: z.string().optional(),
  publisher: z.string().optional(),
  offer: z.string().optional(),
  sku: z.string().optional(),
  version: z.string().optional(),
});

const osProfileSchema = z.object({
  // Windows takes no longer names (learn.microsoft.com, Azure naming rules).
  computerName: z.string().min(1).max(15),
  adminUsername: z.string().min(1),
  adminPassword: z.string().min(12).max(123),
});

const machineSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  properties: z.object({
    hardwareProfile: z.object({ vmSize: z.string() }),
    licenseType: z.string().optional(),
    securityProfile: z
      .object({ securityType: z.enum(['Standard', 'TrustedLaunch']).optional(), uefiSettings: z.unknown().optional() })
      .optional(),
    storageProfile: z.object({
      imageReference: imageSchema.optional(),
      osDisk: osDiskSchema,
      dataDisks: z.array(z.object({ managedDisk: reference, deleteOption })).default([]),
    }),
    osProfile: osProfileSchema.optional(),
    networkProfile: z.object({
      networkInterfaces: z
        .array(
          z.object({
            id: z.string(),
            properties: z
              .object({ primary: z.boolean().default(true), deleteOption })
              .default({ primary: true, deleteOption: 'Detach' }),
          }),
        )
        .default([]),
      networkInterfaceConfigurations: z.array(nicSchema).default([]),
    }),
    diagnosticsProfile: z.object({ bootDiagnostics: z.object({ enabled: z.boolean() }).optional() }).optional(),
  }),
});

type MachineBody = z.output<typeof machineSchema>['properties'];

/** The order for a machine. Its password is looked at for its length and forgotten. */
export function readNewMachine(call: Call): NewMachine {
  const { location, tags, properties } = readBody(call, machineSchema);
  const { storageProfile, osProfile, networkProfile, securityProfile } = properties;
  const source = readSource(storageProfile);
  if ((source.kind === 'disk') !== (osProfile === undefined)) {
    throw invalid('osProfile is needed with an image, and not allowed with an attached disk.');
  }
  return {
    ...{ group: call.group, name: readParam(call, 'name'), location, tags, source },
    size: properties.hardwareProfile.vmSize,
    osDisk: readOsDisk(storageProfile.osDisk),
    securityType: securityProfile?.securityType,
    hasUefiSettings: securityProfile?.uefiSettings !== undefined,
    osProfile: osProfile ? { computerName: osProfile.computerName, adminUsername: osProfile.adminUsername } : null,
    licenseType: properties.licenseType ?? null,
    bootDiagnostics: properties.diagnosticsProfile?.bootDiagnostics?.enabled ?? false,
    newNics: networkProfile.networkInterfaceConfigurations.map(readNic),
    existingNics: networkProfile.networkInterfaces.map(({ id, properties: nic }) => ({ id, ...nic })),
    dataDisks: storageProfile.dataDisks.map((disk) => ({ id: disk.managedDisk.id, deleteOption: disk.deleteOption })),
  };
}

function readSource({ osDisk, imageReference }: MachineBody['storageProfile']): MachineSource {
  if (osDisk.createOption === 'Attach') {
    if (osDisk.managedDisk?.id === undefined) throw invalid('storageProfile.osDisk.managedDisk.id is required.');
    return { kind: 'disk', id: osDisk.managedDisk.id };
  }
  if (imageReference?.id !== undefined) return { kind: 'image', id: imageReference.id };
  const { publisher, offer, sku, version } = imageReference ?? {};
  if (publisher === undefined || offer === undefined || sku === undefined || version === undefined) {
    throw invalid('storageProfile.imageReference needs an id, or publisher, offer, sku and version.');
  }
  return { kind: 'marketplace', reference: { publisher, offer, sku, version } };
}

function readOsDisk(osDisk: z.output<typeof osDiskSchema>): NewMachine['osDisk'] {
  return {
    name: osDisk.name,
    sizeGb: osDisk.diskSizeGB,
    sku: osDisk.managedDisk?.storageAccountType ?? 'Standard_LRS',
    deleteOption: osDisk.deleteOption,
  };
}

function readNic({ name, tags, properties }: z.output<typeof nicSchema>): MachineNic {
  const [configuration] = properties.ipConfigurations;
  if (!configuration) throw invalid('ipConfigurations must have one entry.');
  const { subnet, publicIPAddressConfiguration: ip } = configuration.properties;
  return {
    ...{ name, tags, primary: properties.primary, deleteOption: properties.deleteOption },
    ipConfiguration: configuration.name,
    subnetId: subnet.id,
    publicIp: ip && {
      ...{ name: ip.name, tags: ip.tags, sku: ip.sku.name },
      method: ip.properties.publicIPAllocationMethod,
      deleteOption: ip.properties.deleteOption,
    },
  };
}
