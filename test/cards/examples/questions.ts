import type { JsonObject } from '../../../cards/actions.ts';
import { bindAskImage } from '../../../cards/ask-image.ts';
import { bindAskPeople } from '../../../cards/ask-people.ts';
import { bindAskPolicies } from '../../../cards/ask-policies.ts';
import { bindAskReason } from '../../../cards/ask-reason.ts';
import { bindAskTiming } from '../../../cards/ask-timing.ts';
import { bindHelp, bindRefusal, bindWelcome } from '../../../cards/message.ts';
import { explainProblem } from '../../../cards/words.ts';
import { defaultDraft } from '../../../src/domain/draft.ts';
import type { DeviceImage, Policy } from '../../../src/domain/world.ts';

function image(name: string, rest: Partial<DeviceImage> = {}): DeviceImage {
  return {
    id: name.toLowerCase().replaceAll(' ', '-'),
    kind: 'custom',
    name,
    version: '1.0.0',
    os: 'Windows 11 Enterprise',
    build: '26100',
    status: 'ready',
    osStatus: 'supported',
    expiresOn: null,
    errorCode: null,
    sourceId: null,
    ...rest,
  };
}

function policy(id: string, name: string, imageName: string): Policy {
  return {
    id,
    name,
    imageId: 'img-24h2',
    imageType: 'custom',
    imageName,
    provisioningType: 'dedicated',
    groupIds: [],
    memberIds: [],
    connectionIds: [],
    modifiedAt: null,
  };
}

const IMAGES = [
  { image: image('Contoso W11 25H2', { version: '2.0.0' }), blocked: [], warned: [] },
  { image: image('Contoso W11 24H2'), blocked: [], warned: [] },
  { image: image('Windows 11 Enterprise 25H2', { kind: 'gallery', version: '' }), blocked: [], warned: [] },
  {
    image: image('Contoso W11 25H2 CAD'),
    blocked: [{ code: 'image-pending', facts: {} }],
    warned: [],
  },
];

const POLICIES = [
  { policy: policy('p-eng', 'Engineering – Europe', 'Contoso W11 24H2'), cloudPcs: 131, blocked: [] },
  { policy: policy('p-sales', 'Sales – Global', 'Windows 11 Enterprise 23H2'), cloudPcs: 83, blocked: [] },
];

/** The cards of a conversation, as a dialog sends them. */
export function listQuestions(): Readonly<Record<string, JsonObject>> {
  const values = { ...defaultDraft(), imageId: 'contoso-w11-25h2', policyIds: 'p-eng,p-sales', reason: '' };
  const none = { values, problems: {} };
  const wrongEnd = explainProblem({
    code: 'bad-field',
    facts: { field: 'deadline', problem: 'needs-unit', text: '14' },
  });
  const wrongWaves = explainProblem({
    code: 'bad-field',
    facts: { field: 'percents', problem: 'not-percents', text: '50, 20' },
  });
  return {
    'question-image': bindAskImage({ ...none, images: IMAGES }),
    'question-image-none': bindAskImage({ ...none, images: IMAGES.slice(3) }),
    'question-policies': bindAskPolicies({ ...none, policies: POLICIES, imageName: 'Contoso W11 25H2' }),
    'question-people': bindAskPeople({ ...none, cloudPcs: 214 }),
    'question-timing': bindAskTiming({ ...none, zones: ['Europe/Berlin', 'Asia/Tokyo'] }),
    'question-timing-wrong': bindAskTiming({
      values: { ...values, deadline: '14', percents: '50, 20', zone: 'Asia/Kolkata' },
      problems: { deadline: wrongEnd, percents: wrongWaves },
    }),
    'question-reason': bindAskReason({
      ...none,
      imageName: 'Contoso W11 25H2',
      policyNames: ['Engineering – Europe', 'Sales – Global'],
    }),
    'welcome-admin': bindWelcome('admin', 'Maya'),
    'welcome-approver': bindWelcome('approver', 'Jonas'),
    'welcome-deputy': bindWelcome('deputy', 'Ines'),
    'welcome-person': bindWelcome('end-user', 'Dana'),
    'help-admin': bindHelp('admin'),
    'help-approver': bindHelp('approver'),
    'help-deputy': bindHelp('deputy'),
    'help-person': bindHelp('end-user'),
    'refusal-one': bindRefusal([{ code: 'own-approval', facts: {} }], { zone: 'UTC' }),
    'refusal-many': bindRefusal(
      [
        { code: 'window-shut', facts: {} },
        { code: 'not-proven', facts: { item: 'onedrive' } },
        { code: 'signed-in', facts: {} },
      ],
      { zone: 'UTC' },
    ),
  };
}
