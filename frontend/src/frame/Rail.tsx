import { Menu, UnstyledButton } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSearch } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type DeskState, useSignOut } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { KeyCap } from '../parts/KeyCap';
import { modName } from '../parts/keys';
import classes from './Frame.module.css';
import { type Place, places } from './places';
import { LanguageSwitch, ThemeSwitch } from './Switches';

const inRail = places.filter((place) => !place.within);
const daily = inRail.filter((place) => !place.apart);
const apart = inRail.filter((place) => place.apart);

/** Whether a page is the place's own, or belongs to it. */
const holds = (path: string, here: string) =>
  here.startsWith(path) || places.some((place) => place.within === path && here.startsWith(place.path));

type RailProps = { here: string; person: DeskState['person']; onHelp: () => void; onFind: () => void };

/** The places at the left, and at the bottom how the window looks and who sits here. */
export function Rail({ here, person, onHelp, onFind }: RailProps) {
  const { t } = useText();
  return (
    <nav className={classes.rail} aria-label={t('nav.pages')}>
      <img src="./mark.svg" alt="Mendesk" className={classes.mark} />
      <ul className={classes.places}>
        <li>
          <UnstyledButton
            className={classes.place}
            aria-keyshortcuts="Control+K"
            title={`${modName} K`}
            onClick={onFind}
          >
            <IconSearch size={20} stroke={1.6} aria-hidden />
            {t('nav.find')}
          </UnstyledButton>
        </li>
        {daily.map((place) => (
          <li key={place.path}>
            <PlaceLink place={place} here={here} />
          </li>
        ))}
      </ul>
      <div className={classes.bottom}>
        {apart.map((place) => (
          <PlaceLink key={place.path} place={place} here={here} />
        ))}
        <LanguageSwitch className={classes.place} />
        <ThemeSwitch className={classes.place} />
        <Account person={person} onHelp={onHelp} />
      </div>
    </nav>
  );
}

function PlaceLink({ place, here }: { place: Place; here: string }) {
  const { t } = useText();
  const { path, name, icon: Icon, letter, alert: Alert } = place;
  return (
    <Link
      href={path}
      className={classes.place}
      aria-current={holds(path, here) ? 'page' : undefined}
      aria-keyshortcuts={`g ${letter}`}
    >
      <Icon size={20} stroke={1.6} />
      {t(name)}
      {Alert && <Alert />}
    </Link>
  );
}

function Account({ person, onHelp }: Pick<RailProps, 'person' | 'onHelp'>) {
  const { t } = useText();
  const signOut = useSignOut();
  return (
    <Menu position="right-end">
      <Menu.Target>
        <UnstyledButton className={classes.me} aria-label={t('nav.account', { name: person.name })}>
          <Avatar name={person.name} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.name}</Menu.Label>
        <Menu.Item
          leftSection={<IconKeyboard size={16} stroke={1.6} />}
          rightSection={<KeyCap of="?" />}
          onClick={onHelp}
        >
          {t('nav.keys')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.6} />}
          rightSection={<KeyCap of="mod+shift+l" />}
          onClick={() => signOut.mutate()}
        >
          {t('nav.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
