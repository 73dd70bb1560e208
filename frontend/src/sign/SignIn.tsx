import { IconDeviceDesktop } from '@tabler/icons-react';
import { useState } from 'react';
import { asProblem, type Problem } from '../bridge/problem';
import { type DeskState, type Tile, useSignIn, useTiles } from '../desk/queries';
import { ShopZone, useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { KeyCap } from '../parts/KeyCap';
import { Loaded } from '../parts/Loaded';
import { Entrance, Steps } from './Entrance';
import { PinBar } from './PinBar';
import classes from './SignIn.module.css';
import { Tiles } from './Tiles';

/** A shared workstation asks: who is here now? One click or arrow, and six digits. */
export function SignIn({ desk }: { desk: DeskState }) {
  const tiles = useTiles();
  return (
    <ShopZone zone={desk.shop.zone}>
      <Entrance
        shop={desk.shop.name}
        aside={<Workstation desk={desk} fresh={tiles.data?.every((tile) => !tile.seenAt)} />}
      >
        <Loaded query={tiles}>{(people) => <Who people={people} desk={desk} />}</Loaded>
      </Entrance>
    </ShopZone>
  );
}

function Workstation({ desk, fresh }: { desk: DeskState; fresh?: boolean }) {
  const { t } = useText();
  const step = (name: string) => ({ name: t(`sign.step.${name}.name`), hint: t(`sign.step.${name}.hint`) });
  return (
    <>
      <div className={classes.workstation}>
        <IconDeviceDesktop size={18} stroke={1.6} aria-hidden />
        <div>
          <p className={classes.strong}>
            {desk.station.name || t('nav.workstation', { letter: desk.station.letter })}
          </p>
          <p className={classes.hint}>{t('sign.numbers', { letter: desk.station.letter })}</p>
        </div>
        <KeyCap of={desk.station.letter || 'A'} />
      </div>
      {fresh && <Steps title={t('sign.firstUse')} steps={['shop', 'admin', 'sign'].map(step)} at={2} />}
    </>
  );
}

function Who({ people, desk }: { people: Tile[]; desk: DeskState }) {
  const { t } = useText();
  const { moment, now, zone } = useFormat();
  const first = desk.firstPin;
  const [chosen, choose] = useState(people[0]?.id ?? '');
  const [problem, setProblem] = useState<Problem>();
  const signIn = useSignIn();
  const person = people.find(({ id }) => id === chosen);

  const pick = (id: string) => {
    choose(id);
    setProblem(undefined);
  };
  const enter = async (pin: string) => {
    setProblem(undefined);
    try {
      await signIn.mutateAsync({ person: chosen, pin, first });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  return (
    <>
      <h1 className={classes.greeting}>{t(`sign.greeting.${partOfDay(now, zone)}`)}</h1>
      <p className={classes.sub}>{t('sign.sub', { moment: moment() })}</p>
      <Tiles people={people} chosen={chosen} onChoose={pick} />
      {person && (
        <PinBar
          key={person.id}
          person={person}
          first={first}
          rules={desk.sign}
          problem={problem}
          busy={signIn.isPending}
          onEnter={enter}
          onStep={(by) => {
            const at = people.findIndex(({ id }) => id === chosen);
            const next = people[(at + by + people.length) % people.length];
            if (next) pick(next.id);
          }}
        />
      )}
      <footer className={classes.foot}>
        <span>{t('sign.forgot')}</span>
        <span className={classes.caps}>
          <KeyCap of="← →" /> {t('sign.key.person')}
          <KeyCap of="0–9" /> {t('sign.key.digits')}
          <KeyCap of="escape" /> {t('common.clear')}
        </span>
      </footer>
    </>
  );
}

function partOfDay(now: Date, zone: string): 'morning' | 'afternoon' | 'evening' {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(now),
  );
  if (hour >= 5 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}
