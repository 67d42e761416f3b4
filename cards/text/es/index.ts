import format from './format.json' with { type: 'json' };

/** One file a subject; the names in it begin with the subject. */
export const ES = { ...format };
