import type { Theme } from './page.ts';

/** Sizes and colours as Teams sets them, for the public renderer. */
export function hostConfigOf(theme: Theme): object {
  const foreground = colorsOf(theme);
  const styles = {
    default: { backgroundColor: theme.card, foregroundColors: foreground },
    emphasis: { backgroundColor: theme.emphasisFill, foregroundColors: foreground },
    good: { backgroundColor: theme.goodFill, foregroundColors: foreground },
    warning: { backgroundColor: theme.warningFill, foregroundColors: foreground },
    attention: { backgroundColor: theme.attentionFill, foregroundColors: foreground },
    accent: { backgroundColor: theme.accentFill, foregroundColors: foreground },
  };
  return {
    supportsInteractivity: true,
    fontFamily: "'Segoe UI', 'Noto Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 25, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 14, large: 18, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: theme.border },
    containerStyles: styles,
    actions: {
      maxActions: 6,
      spacing: 'medium',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
    },
    factSet: {
      title: { weight: 'bolder', maxWidth: 160, wrap: true },
      value: { weight: 'default', wrap: true },
      spacing: 14,
    },
  };
}

function colorsOf(theme: Theme): object {
  const { text, subtle, accent, good, warning, attention } = theme;
  return {
    default: { default: text, subtle },
    dark: { default: text, subtle },
    light: { default: text, subtle },
    accent: { default: accent, subtle: accent },
    good: { default: good, subtle: good },
    warning: { default: warning, subtle: warning },
    attention: { default: attention, subtle: attention },
  };
}
