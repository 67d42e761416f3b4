import type { SandboxPerson } from '../directory.ts';
import type { Group } from '../world/groups.ts';
import { copied, type Shape } from './shape.ts';

/** `accountEnabled` and some more come only when they are selected, as in Entra. */
export const USER_SHAPE: Shape<SandboxPerson> = {
  type: '#microsoft.graph.user',
  properties: {
    id: { read: ({ id }) => id, filterable: true },
    businessPhones: { read: () => [] },
    displayName: { read: ({ name }) => name, filterable: true },
    givenName: { read: ({ name }) => name.split(' ')[0] ?? name },
    jobTitle: { read: ({ title }) => title },
    mail: { read: ({ upn }) => upn, filterable: true },
    mobilePhone: { read: () => null },
    officeLocation: { read: () => null },
    preferredLanguage: { read: ({ locale }) => locale },
    surname: { read: ({ name }) => name.split(' ').slice(1).join(' ') },
    userPrincipalName: { read: ({ upn }) => upn, filterable: true },
    accountEnabled: { read: ({ accountEnabled }) => accountEnabled, onSelect: true, filterable: true },
    usageLocation: { read: ({ locale }) => locale.split('-')[1] ?? null, onSelect: true },
    userType: { read: () => 'Member', onSelect: true },
  },
};

export const GROUP_SHAPE: Shape<Group> = {
  type: '#microsoft.graph.group',
  properties: {
    ...copied<Group>('id', 'displayName'),
    description: { read: () => null },
    groupTypes: { read: () => [] },
    mailEnabled: { read: () => false },
    securityEnabled: { read: () => true },
  },
};
