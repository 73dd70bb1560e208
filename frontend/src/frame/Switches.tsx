import { UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useKeepLanguage } from '../desk/queries';
import { choose, languages } from '../i18n';
import { useText } from '../i18n/useText';

type SwitchProps = { className?: string };

/** Switches to the other language at once; written in that language, for those who cannot read this one. */
export function LanguageSwitch({ className }: SwitchProps) {
  const { language } = useText();
  const keep = useKeepLanguage();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const change = () => {
    choose(other);
    keep.mutate(other);
  };
  return (
    <UnstyledButton className={className} lang={other} onClick={change}>
      <IconLanguage size={20} stroke={1.6} aria-hidden />
      {languages[other]}
    </UnstyledButton>
  );
}

/** Switches between light and dark; until the first press the system decides. */
export function ThemeSwitch({ className }: SwitchProps) {
  const { t } = useText();
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const other = shown === 'dark' ? 'light' : 'dark';
  const Icon = other === 'dark' ? IconMoon : IconSun;
  return (
    <UnstyledButton className={className} onClick={() => setColorScheme(other)}>
      <Icon size={20} stroke={1.6} aria-hidden />
      {other === 'dark' ? t('nav.theme.dark') : t('nav.theme.light')}
    </UnstyledButton>
  );
}
