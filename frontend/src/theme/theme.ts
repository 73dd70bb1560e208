import {
  Button,
  Checkbox,
  Combobox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  InputBase,
  type MantineColorsTuple,
  Menu,
  Modal,
  PasswordInput,
  Popover,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import classes from './theme.module.css';

/** Inter ships with the window; the rest are the system's Chinese faces. */
const fonts =
  '"Inter Variable", "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

// Mantine wants ten shades of every colour; ours are one token each, which
// changes with the theme, so all ten are that token.
const shades = (token: string) => Array.from({ length: 10 }, () => token) as unknown as MantineColorsTuple;

const field = { classNames: { input: classes.input, label: classes.label, error: classes.error } };

/** The Mantine theme: our sizes, radii and faces, and tokens in place of its palette. */
export const theme = createTheme({
  fontFamily: fonts,
  fontFamilyMonospace: fonts,
  primaryColor: 'accent',
  colors: { accent: shades('var(--accent)') },
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '22px', xl: '26px' },
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Input: Input.extend({
      // 32 in forms, 28 in toolbars and heads.
      vars: (_, { size }) => ({
        wrapper: {
          '--input-height': size === 'xs' ? '28px' : '32px',
          '--input-size': size === 'xs' ? '28px' : '32px',
          '--input-fz': '13px',
          '--input-padding': '10px',
        },
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] },
      classNames: { description: classes.hint },
    }),
    InputBase: InputBase.extend(field),
    TextInput: TextInput.extend(field),
    PasswordInput: PasswordInput.extend({ classNames: { ...field.classNames } }),
    Textarea: Textarea.extend(field),
    Combobox: Combobox.extend({
      classNames: { dropdown: classes.dropdown, option: classes.option, search: classes.search },
    }),
    Select: Select.extend({
      classNames: { ...field.classNames, dropdown: classes.dropdown, option: classes.option },
      defaultProps: { checkIconPosition: 'right', comboboxProps: { shadow: undefined } },
    }),
    Menu: Menu.extend({
      classNames: { dropdown: classes.dropdown, item: classes.item, label: classes.group },
      defaultProps: { transitionProps: { duration: 0 }, offset: 4 },
    }),
    Popover: Popover.extend({ classNames: { dropdown: classes.dropdown } }),
    Modal: Modal.extend({
      classNames: {
        content: classes.modal,
        overlay: classes.overlay,
        header: classes.modalHead,
        title: classes.modalTitle,
        body: classes.modalBody,
      },
      defaultProps: { transitionProps: { duration: 0 }, centered: false, yOffset: '9vh' },
    }),
    SegmentedControl: SegmentedControl.extend({
      classNames: {
        root: classes.segments,
        indicator: classes.segment,
        label: classes.segmentLabel,
        control: classes.segmentControl,
      },
      defaultProps: { size: 'sm', transitionDuration: 0, withItemsBorders: false },
    }),
    Checkbox: Checkbox.extend({
      classNames: { labelWrapper: classes.tickWords, inner: classes.tick },
      defaultProps: { size: '16px', radius: 4 },
    }),
    Tooltip: Tooltip.extend({
      classNames: { tooltip: classes.tooltip },
      defaultProps: { openDelay: 400, transitionProps: { duration: 0 } },
    }),
  },
});

const names = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink3)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-disabled': 'var(--neutral-tint)',
  '--mantine-color-disabled-color': 'var(--ink3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-tint)',
  '--mantine-primary-color-light-color': 'var(--accent-ink)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-light': 'var(--accent-tint)',
  '--mantine-color-accent-light-color': 'var(--accent-ink)',
};

/** Points every colour Mantine reads at a token, alike in both themes. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: names, dark: names });
