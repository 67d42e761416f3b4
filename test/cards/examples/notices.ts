import type { NoticeCall, NoticeProof, NoticeView } from '../../../src/domain/views-notice.ts';

/** Dana in Berlin, her first message; stages and cases are made from it. */
export const NOTICE: NoticeView = {
  kind: 'notice',
  rolloutId: 'r-2026-11-autumn',
  cloudPcId: '6f1d3a52-0c1f-4b5f-9f1b-1d8f7a2c9e01',
  slotRevision: 1,
  stage: 'planned',
  personName: 'Dana',
  zone: 'Europe/Berlin',
  locale: 'de-DE',
  cloudPcName: 'CPC-DANA-4K7Q2',
  otherCloudPcs: [],
  imageBefore: 'Contoso W11 24H2',
  imageAfter: 'Contoso W11 25H2',
  slot: { startAt: '2026-11-24T18:00:00.000Z', endAt: '2026-11-25T04:00:00.000Z' },
  p50Minutes: 45,
  p90Minutes: 90,
  otherSlots: [
    { startAt: '2026-11-25T18:00:00.000Z', endAt: '2026-11-26T04:00:00.000Z' },
    { startAt: '2026-11-26T18:00:00.000Z', endAt: '2026-11-27T04:00:00.000Z' },
    { startAt: '2026-11-27T18:00:00.000Z', endAt: '2026-11-28T04:00:00.000Z' },
  ],
  postponementsLeft: 2,
  deadlineAt: '2026-12-07T22:59:00.000Z',
  needsReady: true,
  requesterName: 'Maya Lindqvist',
  reason: '',
  works: null,
};

const SAFE: NoticeProof = {
  verdict: 'green',
  at: '2026-11-23T15:10:00.000Z',
  limitMinutes: 24 * 60,
  findings: [],
  awaited: false,
  wordCounts: false,
};

const FINDINGS: NoticeProof['findings'] = [
  { item: 'onedrive', verdict: 'amber', code: 'folders-not-backed-up', facts: { folders: 'desktop, pictures' } },
  {
    item: 'app-data',
    verdict: 'amber',
    code: 'files-outside',
    facts: { files: 212, bytes: 48_000_000, newestAt: '2026-11-20T15:10:00.000Z' },
  },
  {
    item: 'app-data',
    verdict: 'amber',
    code: 'app-files',
    facts: { files: 1, names: 'C:\\ProgramData\\Arkwright\\arkwright.lic' },
  },
];
const SILENT: NoticeProof['findings'][number] = {
  item: 'onedrive',
  verdict: 'unknown',
  code: 'device-silent',
  facts: {},
};

const CALL: NoticeCall = {
  startAt: NOTICE.slot.startAt,
  session: 'signed-in',
  inCall: false,
  isFinal: false,
  maySnooze: true,
};

/** One of every stage, and the cases that change what a card offers. */
export function listNotices(): Readonly<Record<string, NoticeView>> {
  return {
    'notice-planned': NOTICE,
    'notice-planned-tokyo': {
      ...NOTICE,
      personName: 'Aiko',
      zone: 'Asia/Tokyo',
      cloudPcName: 'CPC-AIKO-9P0XM',
      otherCloudPcs: ['CPC-AIKO-TEST2'],
      slot: { startAt: '2026-11-24T10:00:00.000Z', endAt: '2026-11-24T20:00:00.000Z' },
      needsReady: false,
    },
    'notice-last-date': { ...NOTICE, otherSlots: [], postponementsLeft: 0 },
    'notice-moved': { ...NOTICE, stage: 'moved', slotRevision: 2, postponementsLeft: 1 },
    'notice-ready': { ...NOTICE, stage: 'ready', needsReady: false },
    'notice-postponed': { ...NOTICE, stage: 'postponed', slotRevision: 2, postponementsLeft: 1 },
    'notice-help': { ...NOTICE, stage: 'help' },
    'notice-slots': {
      ...NOTICE,
      soonerSlot: { startAt: '2026-11-23T19:00:00.000Z', endAt: '2026-11-24T04:00:00.000Z', today: true },
      lastSlot: { startAt: '2026-12-04T18:00:00.000Z', endAt: '2026-12-05T04:00:00.000Z' },
    },
    'notice-overtaken-date': { ...NOTICE, stage: 'moved', slotRevision: 2, overtaken: 'date' },
    'notice-overtaken-message': { ...NOTICE, overtaken: 'message', newestAt: '2026-11-23T18:00:00.000Z' },
    'notice-slot-taken': { ...NOTICE, slotTaken: true },
    'notice-reminder-week': { ...NOTICE, reminder: 7 * 1440 },
    'notice-reminder-day': { ...NOTICE, reminder: 1440, proof: { ...SAFE, verdict: 'amber', findings: FINDINGS } },
    'notice-reminder-hour': { ...NOTICE, stage: 'ready', reminder: 60, needsReady: false, proof: SAFE },
    'notice-reminder-hour-missing': { ...NOTICE, reminder: 60 },
    'notice-call-signed-in': { ...NOTICE, stage: 'last-call', needsReady: false, call: CALL },
    'notice-call-unknown': { ...NOTICE, stage: 'last-call', needsReady: false, call: { ...CALL, session: 'unknown' } },
    'notice-call-away': {
      ...NOTICE,
      stage: 'last-call',
      needsReady: false,
      call: { ...CALL, session: 'unknown', gone: 'away' },
    },
    'notice-call-signed-out': {
      ...NOTICE,
      stage: 'last-call',
      needsReady: false,
      call: { ...CALL, session: 'unknown', gone: 'said' },
    },
    'notice-call-in-call': { ...NOTICE, stage: 'last-call', needsReady: false, call: { ...CALL, inCall: true } },
    'notice-call-in-call-unknown': {
      ...NOTICE,
      stage: 'last-call',
      needsReady: false,
      call: { ...CALL, session: 'unknown', inCall: true },
    },
    'notice-call-final': {
      ...NOTICE,
      stage: 'last-call',
      needsReady: false,
      call: { ...CALL, isFinal: true, maySnooze: false, inCall: true },
    },
    'notice-call-missing': { ...NOTICE, stage: 'last-call', call: CALL },
    'notice-call-missing-proof': {
      ...NOTICE,
      stage: 'last-call',
      call: CALL,
      proof: { ...SAFE, verdict: 'amber', findings: FINDINGS },
    },
    'notice-snoozed': { ...NOTICE, stage: 'snoozed', snoozedUntil: '2026-11-24T18:30:00.000Z' },
    'notice-held': { ...NOTICE, stage: 'held', reason: 'The printers in Hall 3 stopped working after the first wave' },
    'notice-aborted': { ...NOTICE, stage: 'aborted', reason: 'A newer image comes next week' },
    'notice-started': { ...NOTICE, stage: 'started' },
    'notice-settling': { ...NOTICE, stage: 'settling' },
    'notice-done': { ...NOTICE, stage: 'done' },
    'notice-done-works': { ...NOTICE, stage: 'done', works: true },
    'notice-done-broken': { ...NOTICE, stage: 'done', works: false },
    'notice-failed': { ...NOTICE, stage: 'failed', reason: 'provisioning-failed' },
    'notice-left-out': { ...NOTICE, stage: 'left-out', reason: 'left-behind' },
    'notice-proof-safe': { ...NOTICE, stage: 'ready', needsReady: false, proof: SAFE },
    'notice-proof-bad': { ...NOTICE, proof: { ...SAFE, verdict: 'amber', findings: FINDINGS } },
    'notice-proof-unknown': { ...NOTICE, proof: { ...SAFE, verdict: 'unknown', at: null, findings: [SILENT] } },
    'notice-proof-or-word': {
      ...NOTICE,
      proof: { ...SAFE, verdict: 'unknown', at: null, findings: [SILENT], wordCounts: true },
    },
    'notice-replaced': { ...NOTICE, stage: 'replaced' },
  };
}
