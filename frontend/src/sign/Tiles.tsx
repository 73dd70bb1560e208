import { TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Tile } from '../desk/queries';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { KeyCap } from '../parts/KeyCap';
import { named, useKeys } from '../parts/keys';
import classes from './SignIn.module.css';

type TilesProps = { people: Tile[]; chosen: string; onChoose: (id: string) => void };

const most = 9;

/** Who works here, latest first: a radio group of tiles, narrowed by name. */
export function Tiles({ people, chosen, onChoose }: TilesProps) {
  const { t } = useText();
  const search = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState('');
  useKeys({ '/': named('sign.search', () => search.current?.focus()) });
  const found = people.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const shown = found.slice(0, found.length > most ? most - 1 : most);
  const rest = found.length - shown.length;

  return (
    <>
      <div className={classes.search}>
        <TextInput
          ref={search}
          aria-label={t('sign.search')}
          placeholder={t('sign.search')}
          leftSection={<IconSearch size={16} stroke={1.6} />}
          rightSection={<KeyCap of="/" />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || !shown[0]) return;
            onChoose(shown[0].id);
            setWanted('');
          }}
        />
        <span className={classes.count}>{t('sign.people', { count: people.length })}</span>
      </div>
      <div className={classes.tiles} role="radiogroup" aria-label={t('sign.who')}>
        {shown.map((person) => (
          <TileButton
            key={person.id}
            person={person}
            chosen={person.id === chosen}
            onChoose={() => onChoose(person.id)}
          />
        ))}
        {rest > 0 && (
          <button type="button" className={classes.others} onClick={() => search.current?.focus()}>
            <span className={classes.strong}>{t('sign.notListed')}</span>
            <span className={classes.hint}>{t('sign.others', { count: rest })}</span>
          </button>
        )}
      </div>
      {shown.length === 0 && <p className={classes.hint}>{t('sign.nobodyFound', { wanted })}</p>}
    </>
  );
}

type TileButtonProps = { person: Tile; chosen: boolean; onChoose: () => void };

function TileButton({ person, chosen, onChoose }: TileButtonProps) {
  const { t } = useText();
  const { when } = useFormat();
  const role = person.roles[0] ? t(`training.role.${person.roles[0]}`) : '';
  const tier = person.tier && person.tier !== 'regular' ? ` · ${t(`training.tier.${person.tier}`)}` : '';
  return (
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      tabIndex={chosen ? 0 : -1}
      className={classes.tile}
      onClick={onChoose}
    >
      <Avatar name={person.name} size={44} />
      <span className={classes.words}>
        <span className={classes.personName}>{person.name}</span>
        <span className={classes.hint}>{role + tier}</span>
        {!person.hasPin && <span className={classes.noPin}>{t('sign.noPin')}</span>}
        {person.hasPin && (
          <span className={classes.hint}>{person.seenAt ? when(person.seenAt) : t('sign.never')}</span>
        )}
      </span>
      {chosen && <IconCircleCheckFilled size={20} className={classes.tick} aria-hidden />}
    </button>
  );
}
