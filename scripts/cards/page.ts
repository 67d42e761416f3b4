/** Colours of one Teams theme, near enough to judge contrast by. */
export interface Theme {
  readonly page: string;
  readonly card: string;
  readonly text: string;
  readonly subtle: string;
  readonly border: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly emphasisFill: string;
  readonly goodFill: string;
  readonly warningFill: string;
  readonly attentionFill: string;
  readonly accentFill: string;
}

export const THEMES = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    border: '#d1d1d1',
    accent: '#5b5fc7',
    good: '#0f6b0f',
    warning: '#7a5500',
    attention: '#b3243d',
    emphasisFill: '#f0f0f0',
    goodFill: '#e7f2da',
    warningFill: '#fbf3d5',
    attentionFill: '#fce9ec',
    accentFill: '#e8ebfa',
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    subtle: '#adadad',
    border: '#666666',
    accent: '#9ea2f0',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f1707b',
    emphasisFill: '#1f1f1f',
    goodFill: '#1d3312',
    warningFill: '#463100',
    attentionFill: '#3e1f25',
    accentFill: '#2f2f4a',
  },
} as const satisfies Readonly<Record<string, Theme>>;

export interface Look {
  readonly name: string;
  readonly width: number;
  readonly theme: Theme;
}

/** An empty page of one look, with what draws cards into it. Nothing is loaded from anywhere. */
export function createPage({ look, renderer }: { look: Look; renderer: string }): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${styleOf(look)}</style>
<body><div id="card"></div><script>${renderer}</script>`;
}

function styleOf({ width, theme }: Look): string {
  return `
* { box-sizing: border-box; }
body { margin: 0; background: ${theme.page}; font-family: 'Segoe UI', 'Noto Sans', sans-serif; }
#card { width: ${width}px; box-sizing: border-box; padding: 10px; background: ${theme.page}; }
.ac-adaptiveCard { border: 1px solid ${theme.border}; border-radius: 8px; outline: none; }
.ac-textBlock p { margin: 0; } .ac-textBlock ul { margin: 0; padding-left: 18px; } .ac-textBlock li { margin: 1px 0; }
.ac-textBlock h2 { font: inherit; margin: 0; }
.ac-actionSet { flex-wrap: wrap; gap: 8px; }
.ac-actionSet > div[style*='width: 8px'] { display: none; }
button.ac-pushButton { font: 600 14px 'Segoe UI', 'Noto Sans', sans-serif; padding: 5px 14px; border-radius: 4px;
  border: 1px solid ${theme.border}; background: ${theme.card}; color: ${theme.text}; }
button.ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
button.ac-pushButton.style-destructive { color: ${theme.attention}; border-color: ${theme.attention}; }
button.ac-pushButton.expandable::after { content: '\\00a0▾'; }
.ac-input, input, textarea, select { font: 14px 'Segoe UI', 'Noto Sans', sans-serif; color: ${theme.text}; }
input:not([type=checkbox]):not([type=radio]), textarea, select { background: ${theme.emphasisFill}; border: 1px solid ${theme.border};
  border-radius: 4px; padding: 6px 8px; width: 100%; box-sizing: border-box; }
textarea { min-height: 56px; }
.ac-richTextBlock { overflow-wrap: anywhere; }
.ac-choiceSetInput-expanded > div, .ac-choiceSetInput-multiSelect > div { margin: 3px 0; }`;
}
