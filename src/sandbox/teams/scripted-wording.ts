/** What scripted people look for on a card. They read titles as people do; what is behind a button they do not know. */
export const READY_BUTTON = /^I['’]m ready\b/i;
export const LATER_BUTTON = /^(later(?!:)|another time|postpone)\b/i;
export const HELP_BUTTON = /^(I need|get) help\b/i;
export const CHECK_BUTTON = /^check again\b/i;
export const WORKS_BUTTON = /^it works\b/i;
export const APPROVE_BUTTON = /^approve\b/i;

/** What they write where a card wants some words. */
export const PLEASE_CALL = 'Please call me first: a program of mine keeps its data on drive D.';
export const LOOKS_GOOD = 'Looks good to me.';
