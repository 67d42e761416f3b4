import type { JsonObject } from './actions.ts';
import type { QuestionState } from './ask-question.ts';
import { escapeText, plainText } from './format.ts';
import { nameField } from './words-fields.ts';

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** A field with its name, its value, and above it what is wrong with it. */
type Field = (state: QuestionState, id: string) => readonly JsonObject[];

export function textField(hint: string, options: { readonly isMultiline?: boolean } = {}): Field {
  return (state, id) =>
    withProblem(state, id, {
      type: 'Input.Text',
      placeholder: hint,
      value: state.values[id] ?? '',
      maxLength: options.isMultiline ? 20_000 : 300,
      ...(options.isMultiline ? { isMultiline: true } : {}),
    });
}

/** Whole numbers; the client's limits are a help, not a check. */
export function numberField(min: number, max: number): Field {
  return (state, id) => {
    const value = Number(state.values[id] ?? '');
    const known = (state.values[id] ?? '') !== '' && Number.isInteger(value);
    return withProblem(state, id, { type: 'Input.Number', min, max, ...(known ? { value } : {}) });
  };
}

export function timeField(): Field {
  return (state, id) => {
    const value = state.values[id] ?? '';
    return withProblem(state, id, { type: 'Input.Time', ...(/^\d{2}:\d{2}$/.test(value) ? { value } : {}) });
  };
}

interface ChoiceOptions {
  readonly isMultiSelect?: boolean;
  readonly isRequired?: string;
  /** Every choice visible; otherwise a drop-down. */
  readonly isExpanded?: boolean;
}

/** Choices by value; a value that is not on offer is not preselected. */
export function choiceField(choices: readonly Choice[], options: ChoiceOptions = {}): Field {
  return (state, id) => {
    const wanted = (state.values[id] ?? '')
      .split(',')
      .filter((value) => choices.some((choice) => choice.value === value));
    return withProblem(state, id, {
      type: 'Input.ChoiceSet',
      style: options.isExpanded ? 'expanded' : 'compact',
      wrap: true,
      value: wanted.join(','),
      choices: choices.map(({ title, value }) => ({ title: plainText(title, 160), value })),
      ...(options.isMultiSelect ? { isMultiSelect: true } : {}),
      ...(options.isRequired ? { isRequired: true, errorMessage: options.isRequired } : {}),
    });
  };
}

/** Two short fields in one row. */
export function besides(...fields: readonly (readonly JsonObject[])[]): JsonObject {
  return { type: 'ColumnSet', columns: fields.map((items) => ({ type: 'Column', width: 'stretch', items })) };
}

export function hasProblem({ problems }: QuestionState, ids: readonly string[]): boolean {
  return ids.some((id) => (problems[id] ?? '') !== '');
}

function withProblem(state: QuestionState, id: string, input: JsonObject): readonly JsonObject[] {
  const problem = state.problems[id] ?? '';
  const labelled = { ...input, id, label: nameField(id) };
  if (problem === '') return [labelled];
  const complaint = {
    type: 'TextBlock',
    text: `✕ ${escapeText(problem)}`,
    color: 'Attention',
    weight: 'Bolder',
    wrap: true,
  };
  return [complaint, { ...labelled, spacing: 'Small' }];
}
