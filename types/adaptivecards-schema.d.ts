// adaptivecards-templating's types reach into the TypeScript sources of adaptivecards, which do not compile under our rules.
// `tsconfig.json` leads that one import here; nothing of ours uses it.
export type IAdaptiveCard = Readonly<Record<string, unknown>>;
