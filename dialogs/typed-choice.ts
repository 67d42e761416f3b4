/** Takes what is shown. */
export const YES =
  /^(ok|okay|yes|y|yep|sure|continue|next|go|go on|accept|fine|good|defaults?|as it is|skip|that's fine|looks good)[.!]?$/i;

/** One of the things on offer. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The choice of that number on the list, or of that name. */
export function findChoice(text: string, choices: readonly Choice[]): Choice | undefined {
  const number = /^(?:number |no\.? ?|#)?(\d{1,3})[.)]?$/i.exec(text)?.[1];
  return number === undefined ? findByName(text, choices) : choices[Number(number) - 1];
}

/** The choice of that id or name, or the only one whose name begins so. */
export function findByName(text: string, choices: readonly Choice[]): Choice | undefined {
  const wanted = text.toLowerCase();
  const exact = choices.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (exact || wanted.length < 2) return exact;
  const near = choices.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  return near.length === 1 ? near[0] : undefined;
}
