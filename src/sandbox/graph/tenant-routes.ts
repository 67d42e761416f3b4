import type { AuditEvent } from '../world/audit.ts';
import type { SandboxResponse } from '../router.ts';
import { get, onlyBeta, serveList, serveOne, type Ask, type GraphRoute } from './serve.ts';
import { formatInstant, type Shape } from './shape.ts';

type UserSetting = { readonly id: string; readonly displayName: string };

const USER_SETTINGS: readonly UserSetting[] = [
  { id: '5c7c2c4e-60a1-4b4e-9f0d-0c9a51a30001', displayName: 'Everybody' },
];

const USER_SETTING_SHAPE: Shape<UserSetting> = {
  type: '#microsoft.graph.cloudPcUserSetting',
  properties: {
    id: { read: ({ id }) => id },
    displayName: { read: ({ displayName }) => displayName },
    createdDateTime: { read: () => '2025-08-01T08:00:00Z' },
    lastModifiedDateTime: { read: () => '2025-08-01T08:00:00Z' },
    localAdminEnabled: { read: () => false },
    resetEnabled: { read: () => true },
    restorePointSetting: { read: () => ({ frequencyType: 'twelveHours', userRestoreEnabled: false }) },
  },
};

const AUDIT_SHAPE: Shape<AuditEvent> = {
  type: '#microsoft.graph.cloudPcAuditEvent',
  properties: {
    id: { read: ({ id }) => id },
    activity: { read: ({ activity }) => activity },
    activityDateTime: { read: ({ at }) => formatInstant(at) },
    activityOperationType: { read: ({ operation }) => operation },
    activityResult: { read: () => 'success' },
    activityType: { read: ({ activity, resourceType }) => `${activity} ${resourceType}` },
    actor: { read: () => ({ type: 'application', applicationDisplayName: 'Repave' }) },
    category: { read: () => 'cloudPC' },
    componentName: { read: ({ resourceType }) => resourceType },
    correlationId: { read: ({ id }) => id },
    displayName: { read: ({ activity }) => activity },
    resources: { read: describeResources },
  },
};

export const TENANT_ROUTES: readonly GraphRoute[] = [
  get('userSettings', serveList({ shapes: USER_SETTING_SHAPE, source: () => USER_SETTINGS })),
  get('auditEvents', serveList({ shapes: AUDIT_SHAPE, source: readAudit })),
  get(
    'auditEvents/{id}',
    serveOne({ shapes: AUDIT_SHAPE, find: (ask) => readAudit(ask).find(({ id }) => id === ask.request.params['id']) }),
  ),
  onlyBeta(get('organizationSettings', describeOrganization)),
];

function readAudit({ view }: Ask): readonly AuditEvent[] {
  return view.tenant.audit.list();
}

function describeResources({ resourceType, resourceId, resourceName }: AuditEvent): unknown[] {
  return [{ resourceType, resourceId, displayName: resourceName, modifiedProperties: [] }];
}

function describeOrganization(): SandboxResponse {
  return {
    status: 200,
    body: {
      '@odata.type': '#microsoft.graph.cloudPcOrganizationSettings',
      id: 'default',
      enableMEMAutoEnroll: true,
      enableSingleSignOn: true,
      osVersion: 'windows11',
      userAccountType: 'standardUser',
      windowsSettings: { language: 'en-US' },
    },
  };
}
