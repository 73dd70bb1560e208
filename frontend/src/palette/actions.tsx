import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconBolt,
  IconKeyboard,
  IconLanguage,
  IconListSearch,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSettings,
  IconSun,
  IconTemplate,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useLocation } from 'wouter';
import { useKeepLanguage, useSignOut } from '../desk/queries';
import { places } from '../frame/places';
import { choose } from '../i18n';
import { useText } from '../i18n/useText';
import { useBoundKeys } from '../parts/keys';
import { useMay } from '../parts/useMay';
import { sections } from '../settings/sections';
import { useTemplates, useViews } from '../tickets/queries';
import { matching, takesTemplates } from '../tickets/template';
import { ViewIcon } from '../tickets/Views';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

/** Something that can be done. */
export type Action = {
  id: string;
  name: string;
  /** Where or to what. */
  hint?: string;
  /** Other words it is found by. */
  also?: string;
  icon: Icon;
  hotkey?: string;
  /** It takes up the words, whatever they are. */
  any?: boolean;
  act: () => void;
};

// Moving about is no action of a palette.
const motions = new Set([
  'j',
  'k',
  'enter',
  'escape',
  '/',
  'arrowleft',
  'arrowright',
  '[',
  ']',
  'mod+k',
  '?',
  'mod+enter',
]);

/** Everything that can be done now by this person, what is on the page first. */
export function useActions(words: string, onHelp: () => void): Action[] {
  const { t, language } = useText();
  const [, go] = useLocation();
  const may = useMay();
  const bound = useBoundKeys();
  const views = useViews();
  const templates = useTemplates();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const keep = useKeepLanguage();
  const signOut = useSignOut();
  const other = language === 'en' ? 'zh-CN' : 'en';

  const here = bound
    .filter(({ key, group }) => group === 'here' && !motions.has(key))
    .map(
      ({ key, name, act }): Action => ({
        ...{ id: `here ${key}`, name: t(name), hint: t('palette.here'), icon: IconBolt, hotkey: key },
        act: () => act(new KeyboardEvent('keydown')),
      }),
    );
  const make: Action[] = [];
  if (may('agent', 'technician', 'supervisor')) {
    make.push({
      ...{ id: 'new ticket', icon: IconPlus, any: words !== '' },
      name: words ? t('palette.newTicketAbout', { words }) : t('tickets.new.title'),
      hint: words ? t('palette.asSubject') : undefined,
      act: () => go('/tickets/new', { state: { subject: words } }),
    });
  }
  if (may('agent', 'supervisor')) {
    make.push({
      ...{ id: 'new return', name: t('returns.new.title'), icon: IconPlus },
      act: () => go('/returns/new'),
    });
  }
  const search: Action[] = words
    ? [
        {
          ...{ id: 'search', name: t('palette.searchTickets', { words }), icon: IconListSearch, any: true },
          act: () => go('/tickets/all', { state: { words } }),
        },
      ]
    : [];
  const insert = takesTemplates();
  const inserting = (insert && words ? matching(templates.data ?? [], words) : []).slice(0, 3).map(
    (template): Action => ({
      ...{ id: `template ${template.id}`, name: t('palette.insert', { name: template.name }) },
      ...{ hint: t('palette.intoReply'), icon: IconTemplate, any: true },
      act: () => insert?.(template),
    }),
  );
  const going = places.map(
    ({ path, name, icon, letter }): Action => ({
      ...{ id: `go ${path}`, name: t('palette.go', { page: t(name) }), icon, hotkey: `g ${letter}` },
      act: () => go(path),
    }),
  );
  const looking = (views.data ?? []).map(
    ({ key, count }): Action => ({
      ...{ id: `view ${key}`, name: t('palette.view', { view: t(`tickets.view.${key}`) }) },
      ...{ hint: t('tickets.count', { count }), icon: () => <ViewIcon of={key} /> },
      act: () => go(`/tickets/${key}`),
    }),
  );
  const setting = sections
    .flatMap(({ names }) => names)
    .map(
      (name): Action => ({
        ...{
          id: `set ${name}`,
          name: t('palette.settings', { part: t(`settings.section.${name}`) }),
          icon: IconSettings,
        },
        act: () => go(`/settings/${name}`),
      }),
    );
  const window: Action[] = [
    {
      ...{
        id: 'switch',
        name: t('nav.key.switch'),
        icon: IconLogout,
        hotkey: 'mod+shift+l',
        also: 'lock sign out 锁定 退出',
      },
      act: () => signOut.mutate(),
    },
    {
      ...{ id: 'theme', name: t(dark ? 'palette.light' : 'palette.dark'), icon: dark ? IconSun : IconMoon },
      ...{ also: 'theme dark light 外观 深色 浅色' },
      act: () => setColorScheme(dark ? 'light' : 'dark'),
    },
    {
      ...{ id: 'language', name: t('palette.language'), icon: IconLanguage, also: 'English 中文 语言' },
      act: () => {
        choose(other);
        keep.mutate(other);
      },
    },
    { ...{ id: 'keys', name: t('nav.keys'), icon: IconKeyboard, hotkey: '?' }, act: onHelp },
  ];
  // What the page binds says the same more exactly.
  const said = new Set(here.map(({ name }) => name));
  return [...here, ...make, ...inserting, ...search, ...looking, ...going, ...setting, ...window].filter(
    ({ id, name }) => id.startsWith('here') || !said.has(name),
  );
}

/** The actions that words name, then those that take up any words; with none, those that are close at hand. */
export function actionsFor(all: Action[], words: string): Action[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const isNamed = ({ any, name, also = '' }: Action) => {
    const text = `${name} ${also}`.toLowerCase();
    return !any && wanted.every((word) => text.includes(word));
  };
  return [...all.filter(isNamed), ...all.filter(({ any }) => any)];
}
