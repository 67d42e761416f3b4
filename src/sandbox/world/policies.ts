import {
  CONNECTION_ID,
  CURRENT_IMAGE_ID,
  ENGINEERING_GROUP_ID,
  ENGINEERING_POLICY_ID,
  KIOSK_GROUP_ID,
  KIOSK_POLICY_ID,
  SALES_GROUP_ID,
  SALES_POLICY_ID,
} from '../ids.ts';
import { GALLERY_OFFER, GALLERY_PUBLISHER } from './images.ts';

export type Policy = {
  readonly id: string;
  /** Cloud PCs of this policy belong to one person each, or to a group that shares them. */
  readonly provisioningType: 'dedicated' | 'sharedByEntraGroup';
  readonly groupIds: readonly string[];
  readonly servicePlanId: string;
  readonly createdAt: number;
  readonly regionName: string;
  readonly regionGroup: string;
  readonly connectionId: string | null;
  displayName: string;
  description: string;
  imageId: string;
  imageType: 'custom' | 'gallery';
  imageDisplayName: string;
  enableSingleSignOn: boolean;
  namingTemplate: string;
  locale: string;
  modifiedAt: number;
  modifiedBy: string;
};

export type ServicePlan = {
  readonly id: string;
  readonly displayName: string;
  readonly vCpuCount: number;
  readonly ramInGB: number;
  readonly storageInGB: number;
};

export const SERVICE_PLANS: readonly [ServicePlan, ServicePlan, ServicePlan] = [
  {
    id: '3b1a6a1c-64a6-4c07-8a1e-0c9a51a20001',
    displayName: 'Cloud PC Enterprise 4vCPU/16GB/256GB',
    vCpuCount: 4,
    ramInGB: 16,
    storageInGB: 256,
  },
  {
    id: '3b1a6a1c-64a6-4c07-8a1e-0c9a51a20002',
    displayName: 'Cloud PC Enterprise 2vCPU/8GB/128GB',
    vCpuCount: 2,
    ramInGB: 8,
    storageInGB: 128,
  },
  {
    id: '3b1a6a1c-64a6-4c07-8a1e-0c9a51a20003',
    displayName: 'Cloud PC Frontline 2vCPU/8GB/128GB',
    vCpuCount: 2,
    ramInGB: 8,
    storageInGB: 128,
  },
];

/** The order is the order of assignment, which decides when a person is in the groups of two policies. */
export function createPolicies(now: number): Policy[] {
  const common = {
    provisioningType: 'dedicated',
    createdAt: now - 400 * 86_400_000,
    modifiedAt: now - 190 * 86_400_000,
    modifiedBy: 'ingrid.solberg@contoso.example',
    enableSingleSignOn: true,
  } as const;
  return [
    {
      ...common,
      id: ENGINEERING_POLICY_ID,
      displayName: 'Engineering – Europe',
      description: 'Engineers in Europe and India',
      groupIds: [ENGINEERING_GROUP_ID],
      servicePlanId: SERVICE_PLANS[0].id,
      imageId: CURRENT_IMAGE_ID,
      imageType: 'custom',
      imageDisplayName: 'Contoso W11 24H2',
      namingTemplate: 'ENG-%USERNAME:5%-%RAND:5%',
      regionName: 'westeurope',
      regionGroup: 'europeUnion',
      connectionId: CONNECTION_ID,
      locale: 'en-GB',
    },
    {
      ...common,
      id: SALES_POLICY_ID,
      displayName: 'Sales – Global',
      description: 'Sales teams everywhere',
      groupIds: [SALES_GROUP_ID],
      servicePlanId: SERVICE_PLANS[1].id,
      imageId: `${GALLERY_PUBLISHER}_${GALLERY_OFFER}_win11-24h2-ent-cpc-m365`,
      imageType: 'gallery',
      imageDisplayName: 'Windows 11 Enterprise + Microsoft 365 Apps 24H2',
      namingTemplate: 'SAL-%USERNAME:5%-%RAND:5%',
      regionName: 'automatic',
      regionGroup: 'usEast',
      connectionId: null,
      locale: 'en-US',
    },
    {
      ...common,
      id: KIOSK_POLICY_ID,
      displayName: 'Frontline – Kiosk',
      description: 'Shared Cloud PCs of the shop floor',
      provisioningType: 'sharedByEntraGroup',
      groupIds: [KIOSK_GROUP_ID],
      servicePlanId: SERVICE_PLANS[2].id,
      imageId: CURRENT_IMAGE_ID,
      imageType: 'custom',
      imageDisplayName: 'Contoso W11 24H2',
      namingTemplate: 'KSK-%RAND:8%',
      regionName: 'northeurope',
      regionGroup: 'europeUnion',
      connectionId: null,
      locale: 'en-GB',
    },
  ];
}
