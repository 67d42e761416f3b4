import type { QuestionWords } from '../questionnaire.ts';
import type { StepId } from './step.ts';

/** What the questions of `replace image` say besides their cards. */
export const REPLACE_WORDS: QuestionWords<StepId> = {
  help: {
    image:
      'Choose the image that the Cloud PCs get. On the card, or type its number or name. “cancel” ends the questions; nothing has happened so far.',
    policies:
      'Choose the provisioning policies whose Cloud PCs get the image. On the card, or type names or numbers like “1, 3”, or “all”. “back” goes one question back, “cancel” ends.',
    people:
      'Say who takes part: “everyone”, “only ada@contoso.com, bo@contoso.com”, or “except ada@contoso.com: on leave”. “back” goes one question back, “cancel” ends.',
    timing:
      'Say when. The card shows what is usual; “ok” takes it. You can also type a change, like “window 20:00 to 04:00; lead 2 days”. “back” goes one question back, “cancel” ends.',
    reason: 'Say in a sentence why. The approver and the people read it. “back” goes one question back, “cancel” ends.',
  },
  busy: 'The plan is being made. It comes in a moment.',
  cancelled: 'Cancelled. Nothing has been planned or changed. Say “replace image” to start again.',
  notUnderstood: {
    image: 'I did not find that image. Type its number or its name, or choose it on the card.',
    policies: 'I did not find all of these policies. Type names or numbers like “1, 3”, or “all”.',
    people: 'I did not understand that. Type “everyone”, “only ada@contoso.com” or “except ada@contoso.com: on leave”.',
    timing: 'I did not understand that. Type “ok” for what the card shows, or a change like “lead 2 days”.',
    reason: 'Please say in a sentence why.',
  },
};
