import type { JsonObject } from '../../cards/actions.ts';
import { bindAskImage } from '../../cards/ask-image.ts';
import { bindAskPeople } from '../../cards/ask-people.ts';
import { bindAskPolicies } from '../../cards/ask-policies.ts';
import { bindAskReason } from '../../cards/ask-reason.ts';
import { bindAskTiming } from '../../cards/ask-timing.ts';
import type { Draft } from '../../src/domain/draft.ts';
import type { Catalogue } from '../../src/workflow/commands-api.ts';
import type { Problems } from '../progress.ts';
import type { StepId } from './step.ts';

/** One question with the answers so far and what is wrong with them. */
interface Question {
  readonly step: StepId;
  readonly draft: Draft;
  readonly problems: Problems;
  readonly catalogue: Catalogue;
}

/** The card of a question, with the answers so far, what is wrong with them, and what the tenant offers. `zone` is the asker's. */
export function bindQuestionCard(question: Question, zone: string): JsonObject {
  const { draft: values, problems, catalogue } = question;
  const ask = { values, problems };
  switch (question.step) {
    case 'image':
      return bindAskImage({ ...ask, images: catalogue.images });
    case 'policies':
      return bindAskPolicies({ ...ask, policies: catalogue.policies, imageName: findImageName(question) });
    case 'people':
      return bindAskPeople({ ...ask, cloudPcs: countCloudPcs(question) });
    case 'timing':
      return bindAskTiming({ ...ask, zones: [zone] });
    case 'reason':
      return bindAskReason({ ...ask, imageName: findImageName(question), policyNames: listPolicyNames(question) });
  }
}

function findImageName({ draft, catalogue }: Question): string {
  return catalogue.images.find(({ image }) => image.id === draft.imageId)?.image.name ?? '';
}

function listChosen({ draft, catalogue }: Question): Question['catalogue']['policies'] {
  const ids = (draft.policyIds ?? '').split(',');
  return catalogue.policies.filter(({ policy }) => ids.includes(policy.id));
}

function countCloudPcs(question: Question): number {
  return listChosen(question).reduce((sum, { cloudPcs }) => sum + cloudPcs, 0);
}

function listPolicyNames(question: Question): readonly string[] {
  return listChosen(question).map(({ policy }) => policy.name);
}
