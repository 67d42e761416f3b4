import { expect, test } from '@jest/globals';
import { bindQuestionCard } from '../../dialogs/replace-image/question-card.ts';
import { STEP_FIELDS, STEPS } from '../../dialogs/replace-image/step.ts';
import { nameField, wordProblem } from '../../cards/words-fields.ts';
import { listFields, listSteps, PREPARE_STEPS } from '../../dialogs/prepare-image/step.ts';
import { PREPARE_WORDS } from '../../dialogs/prepare-image/words.ts';
import { PREPARE_FIELDS } from '../../src/domain/prepare-draft.ts';
import { PREPARE_PROBLEMS, STARTS } from '../../src/domain/prepare-fields.ts';
import { defaultDraft, DRAFT_FIELDS } from '../../src/domain/draft.ts';
import { FIELD_PROBLEMS } from '../../src/domain/draft-fields.ts';

test('every way to answer wrongly has a sentence that says how to answer', () => {
  const unworded = [...FIELD_PROBLEMS, ...PREPARE_PROBLEMS].filter((problem) =>
    wordProblem(problem, {}).startsWith(problem),
  );
  expect(unworded).toEqual([]);
});

test('every answer of a draft is asked by exactly one question', () => {
  expect(STEPS.flatMap((step) => STEP_FIELDS[step]).toSorted()).toEqual([...DRAFT_FIELDS].toSorted());
});

test('every answer to prepare image is asked on some way, and has a name', () => {
  const drafts = STARTS.flatMap((start) => ['managed', 'gallery'].map((route) => ({ start, route })));
  const asked = drafts.flatMap((draft) => {
    const steps = listSteps(draft, { hasSubscriptions: true, knowsRoute: false });
    return steps.flatMap((step) => listFields(step, draft));
  });
  expect([...new Set(asked)].toSorted()).toEqual([...PREPARE_FIELDS].toSorted());
  expect(PREPARE_FIELDS.filter((field) => nameField(field) === field)).toEqual([]);
});

test.each(PREPARE_STEPS)('the question %s of prepare image can be explained', (step) => {
  expect(PREPARE_WORDS.help[step]).toMatch(/“cancel” ends/);
  expect(PREPARE_WORDS.notUnderstood[step]).toMatch(/[Tt]ype /);
});

test.each(STEPS)('the question %s offers an input for each of its answers', (step) => {
  const catalogue = { images: [exampleImage()], policies: [examplePolicy()] };
  const card = JSON.stringify(bindQuestionCard({ step, draft: defaultDraft(), problems: {}, catalogue }, 'Asia/Tokyo'));
  const missing = STEP_FIELDS[step].filter((field) => !card.includes(`"id":"${field}"`));
  expect(missing).toEqual([]);
});

function exampleImage(): Parameters<typeof bindQuestionCard>[0]['catalogue']['images'][number] {
  const image = {
    id: 'img',
    kind: 'custom',
    name: 'Contoso W11',
    version: '1.0.0',
    os: 'Windows 11',
    build: '26100',
    status: 'ready',
    osStatus: 'supported',
    expiresOn: null,
    errorCode: null,
    sourceId: null,
  } as const;
  return { image, blocked: [], warned: [] };
}

function examplePolicy(): Parameters<typeof bindQuestionCard>[0]['catalogue']['policies'][number] {
  const policy = {
    id: 'pol',
    name: 'Engineering',
    imageId: 'old',
    imageType: 'custom',
    imageName: 'Contoso W10',
    provisioningType: 'dedicated',
    groupIds: [],
    memberIds: [],
    connectionIds: [],
    modifiedAt: null,
  } as const;
  return { policy, cloudPcs: 4, blocked: [] };
}
