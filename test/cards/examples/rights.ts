import type { Appeal } from '../../../src/domain/appeal.ts';
import type { HelpCase } from '../../../src/domain/case.ts';
import type { Hold } from '../../../src/domain/rollout.ts';
import type { AskView, StatusView } from '../../../src/domain/views.ts';
import type { NoticeView } from '../../../src/domain/views-notice.ts';
import type {
  AppealView,
  CasesView,
  CaseView,
  NoticeRights,
  ReportedItem,
  RightsView,
} from '../../../src/domain/views-rights.ts';
import { NOTICE } from './notices.ts';
import { ASK, STATUS } from './rollouts.ts';

const DANA = { id: 'p-dana', name: 'Dana Weber' };
const TOM = { id: 'p-tom', name: 'Tom Becker' };
const JONAS = { id: 'p-jonas', name: 'Jonas Okafor' };
const MAYA = { id: 'p-maya', name: 'Maya Lindqvist' };
const KEY = { rolloutId: ASK.rolloutId, title: ASK.title } as const;

const STOPPED: Hold = {
  kind: 'line-stopped',
  by: DANA,
  since: '2026-11-26T18:15:00.000Z',
  reason: 'My project files are gone, and they were in OneDrive',
  facts: { as: 'owner', cloudPc: 'CPC-DANA-4K7Q2' },
};
const ASKED: Hold = {
  ...STOPPED,
  resumeAsked: { by: MAYA, at: '2026-11-26T19:40:00.000Z', found: 'They were in a second account; restored' },
};

const WISHES = [
  { startAt: '2026-12-08T18:00:00.000Z', endAt: '2026-12-09T04:00:00.000Z' },
  { startAt: '2026-12-09T18:00:00.000Z', endAt: '2026-12-10T04:00:00.000Z' },
];

const LATER: Appeal = {
  no: 1,
  kind: 'later',
  by: TOM,
  at: '2026-11-24T09:10:00.000Z',
  reason: 'Month-end closing runs on this machine until the 8th',
  wish: WISHES[0] ?? null,
  item: null,
  answer: null,
};
const ANSWER = { by: JONAS, at: '2026-11-24T10:02:00.000Z', hash: '9c41', seen: '' } as const;
const APPROVED: Appeal = { ...LATER, answer: { ...ANSWER, decision: 'approved', reason: '' } };
const DECLINED: Appeal = { ...LATER, answer: { ...ANSWER, decision: 'declined', reason: 'Closing ends on the 4th' } };

export const APPEAL: AppealView = {
  kind: 'appeal',
  ...KEY,
  cloudPcId: 'c-tom',
  cloudPcName: 'CPC-TOM-77LQA',
  personName: 'Tom Becker',
  appeal: LATER,
  hash: '5b1e20a7'.repeat(8),
  state: 'open',
  slot: NOTICE.slot,
  ownerZone: 'Europe/Berlin',
  deadlineAt: NOTICE.deadlineAt,
  postponements: 2,
  requesterName: 'Maya Lindqvist',
  mayDecide: true,
};

const WAIVER: Appeal = {
  ...LATER,
  kind: 'waiver',
  by: MAYA,
  reason: 'Old installers in Downloads: Tom can fetch them again',
  wish: null,
  item: 'app-data',
};
const REPORTED: ReportedItem = {
  at: '2026-11-23T15:10:00.000Z',
  findings: [
    {
      item: 'app-data',
      verdict: 'amber',
      code: 'files-outside',
      facts: { files: 212, bytes: 48_000_000, place1: 'C:\\Users\\tom.becker\\Downloads', placeBytes1: 44_000_000 },
    },
  ],
};
const SILENT: ReportedItem = {
  at: null,
  findings: [{ item: 'app-data', verdict: 'unknown', code: 'device-silent', facts: {} }],
};

const HELP: HelpCase = {
  number: 3,
  what: 'sign-in',
  turns: [
    { at: '2026-11-25T07:10:00.000Z', by: DANA, what: 'opened', words: 'It says my password is wrong' },
    { at: '2026-11-25T07:40:00.000Z', by: DANA, what: 'said', words: 'Also after a restart' },
  ],
};
const CLOSED: HelpCase = {
  ...HELP,
  turns: [
    ...HELP.turns,
    { at: '2026-11-25T09:00:00.000Z', by: MAYA, what: 'closed', words: 'The new name had to sync; please try now' },
  ],
};

export const CASE: CaseView = {
  kind: 'case',
  ...KEY,
  cloudPcId: 'c-dana',
  help: HELP,
  open: true,
  personName: 'Dana Weber',
  upn: 'dana.weber@contoso.com',
  nameBefore: 'CPC-DANA-4K7Q2',
  nameAfter: 'CPC-DANA-9ZZ1P',
  imageBefore: 'Contoso W11 24H2',
  imageAfter: 'Contoso W11 25H2',
  startedAt: '2026-11-24T18:04:00.000Z',
  readyAt: '2026-11-24T19:20:00.000Z',
  proof: [
    { item: 'onedrive', state: 'measured', by: 'CPC-DANA-4K7Q2' },
    { item: 'app-data', state: 'waived', by: 'Jonas Okafor' },
  ],
};

export const CASES: CasesView = {
  kind: 'cases',
  ...KEY,
  closed: 1,
  open: [
    {
      cloudPcId: 'c-dana',
      number: 3,
      what: 'sign-in',
      personName: 'Dana Weber',
      cloudPcName: 'CPC-DANA-9ZZ1P',
      since: '2026-11-25T07:10:00.000Z',
    },
    {
      cloudPcId: 'c-yuki',
      number: 4,
      what: 'apps',
      personName: 'Yuki Mori',
      cloudPcName: 'CPC-YUKI-8H2LD',
      since: '2026-11-25T07:30:00.000Z',
    },
  ],
};

const RIGHTS: NoticeRights = { mayStop: true, wishes: WISHES, appeal: null, stop: null, help: null };
const SPENT = { ...NOTICE, otherSlots: [], postponementsLeft: 0, mayAskException: true } as const;
const DONE = { ...NOTICE, stage: 'done', works: false, cloudPcName: CASE.nameAfter } as const;

export function listRights(): Readonly<Record<string, RightsView | NoticeView | AskView | StatusView>> {
  const stop = { by: 'owner', own: false, since: STOPPED.since } as const;
  return {
    'notice-rights': { ...NOTICE, rights: RIGHTS },
    'notice-exception': { ...SPENT, stage: 'postponed', rights: RIGHTS },
    'notice-exception-open': { ...SPENT, stage: 'postponed', rights: { ...RIGHTS, wishes: null, appeal: LATER } },
    'notice-exception-approved': {
      ...SPENT,
      stage: 'postponed',
      slotRevision: 2,
      slot: LATER.wish ?? SPENT.slot,
      rights: { ...RIGHTS, wishes: null, appeal: APPROVED },
    },
    'notice-exception-declined': {
      ...SPENT,
      stage: 'ready',
      needsReady: false,
      bringsAnswer: true,
      rights: { ...RIGHTS, appeal: DECLINED },
    },
    'notice-stopped': { ...NOTICE, stage: 'held', rights: { ...RIGHTS, stop } },
    'notice-stopped-own': {
      ...DONE,
      works: null,
      rights: { ...RIGHTS, mayStop: false, wishes: null, stop: { ...stop, own: true } },
    },
    'notice-case-open': { ...DONE, rights: { ...RIGHTS, mayStop: false, wishes: null, help: HELP } },
    'notice-case-closed': { ...DONE, rights: { ...RIGHTS, wishes: null, help: CLOSED } },
    'ask-line-stopped': { ...ASK, hold: STOPPED, inFlight: STATUS.inFlight, failed: [] },
    'ask-line-stopped-quiet': { ...ASK, hold: STOPPED, inFlight: [], failed: [] },
    'ask-line-resume': { ...ASK, hold: ASKED, inFlight: [], failed: [] },
    'status-line-stopped': { ...STATUS, hold: STOPPED, nextStartAt: null, openCases: CASES.open },
    'status-line-resume': { ...STATUS, hold: ASKED, nextStartAt: null },
    stop: { kind: 'stop', ...KEY, notStarted: 130, inFlight: STATUS.inFlight },
    'appeal-later': APPEAL,
    'appeal-leave-out': { ...APPEAL, appeal: { ...LATER, kind: 'leave-out', wish: null }, mayDecide: false },
    'appeal-waiver': { ...APPEAL, appeal: WAIVER, reported: REPORTED },
    'appeal-waiver-silent': {
      ...APPEAL,
      appeal: { ...WAIVER, reason: 'Tom has left on parental leave' },
      reported: SILENT,
    },
    'appeal-approved': { ...APPEAL, appeal: APPROVED, state: 'approved' },
    'appeal-declined': { ...APPEAL, appeal: DECLINED, state: 'declined' },
    'appeal-voided': { ...APPEAL, state: 'voided' },
    'appeal-over': { ...APPEAL, state: 'over' },
    case: CASE,
    'case-closed': { ...CASE, help: CLOSED, open: false },
    cases: CASES,
    'cases-none': { ...CASES, open: [] },
  };
}
